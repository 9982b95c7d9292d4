/** What is appended to a sound target (four lines of addresses), and how each is refused. */
import type { ProjectProblem } from "../../../lib/node/project/project-error.ts";

const literal = "take it out of the file";
export const refusedTargets: readonly (readonly [
  what: string,
  text: string,
  Partial<ProjectProblem>,
  words: string,
])[] = [
  [
    "a literal token",
    "auth: { kind: bearer, token: s3cret }",
    { code: "literalSecret", field: "auth.token", line: 5 },
    literal,
  ],
  [
    "a numeric password",
    "auth: { kind: basic, username: me, password: 53637 }",
    { code: "literalSecret", field: "auth.password" },
    literal,
  ],
  ["no token", "auth: { kind: bearer }", { code: "wrongShape", field: "auth.token" }, "must be a reference"],
  [
    "a reference to nowhere",
    "auth: { kind: bearer, token: { enf: s3cret } }",
    { code: "wrongShape", field: "auth.token" },
    "must be a reference",
  ],
  [
    "the credential where its variable is named",
    "auth: { kind: bearer, token: { env: s3cret! } }",
    { code: "wrongShape", field: "auth.token" },
    "must be a reference",
  ],
  [
    "two references",
    "auth: { kind: bearer, token: { env: A, file: s3cret } }",
    { code: "wrongShape", field: "auth.token" },
    "must be a reference",
  ],
  [
    "a literal in a header for credentials",
    "headers:\n  X-Api-Key: s3cret",
    { code: "literalSecret", field: "headers.X-Api-Key", line: 6 },
    literal,
  ],
  [
    "a literal password in a login",
    "auth: { kind: login, url: http://a, body: { password: s3cret }, tokenPath: t, lifetimeSeconds: 9 }",
    { code: "literalSecret", field: "auth.body.password" },
    literal,
  ],
  [
    "an unknown kind",
    "auth: { kind: digest }",
    { code: "wrongShape", field: "auth.kind" },
    "bearer, basic, oauth2 or login",
  ],
  [
    "a header that auth gives",
    "headers: { authorization: { env: A } }\nauth: { kind: bearer, token: { env: A } }",
    { code: "wrongName", field: "headers.authorization" },
    "more than once",
  ],
  [
    "a header twice",
    "headers: { X-A: b, x-a: b }",
    { code: "wrongName", field: "headers.x-a" },
    "more than once",
  ],
  [
    "a header of Tidemark's own",
    "headers: { traceparent: b }",
    { code: "wrongName", field: "headers.traceparent" },
    "sets itself",
  ],
  ["what is no header", 'headers: { "a b": c }', { code: "wrongName", field: "headers.a b" }, "as a header"],
  [
    "a cookie and a header",
    "auth: { kind: login, url: http://a, body: {}, tokenPath: t, lifetimeSeconds: 9, cookie: c, prefix: p }",
    { code: "wrongShape", field: "auth.cookie" },
    "either cookie",
  ],
  [
    "a certificate without its key",
    "tls: { clientCertificate: { file: a } }",
    { code: "wrongShape", field: "tls" },
    "together",
  ],
  [
    "a key in the environment, which k6 reads from a file",
    "tls: { ca: { env: CA } }",
    { code: "wrongShape", field: "tls.ca" },
    "must be { file: path }",
  ],
  [
    "unchecked certificates without a reason",
    "tls: { insecureSkipVerify: true }",
    { code: "wrongShape", field: "tls.insecureSkipVerify" },
    "says why",
  ],
  [
    "a rate of nothing",
    "limits: { maxRatePerSecond: 0 }",
    { code: "wrongShape", field: "limits.maxRatePerSecond" },
    "above 0",
  ],
  [
    "a scenario that is not there",
    "limits: { scenarios: [smok] }",
    { code: "wrongName", field: "limits.scenarios", line: 5 },
    "did you mean smoke?",
  ],
  [
    "a label of Prometheus's own",
    "labels: { __name__: a }",
    { code: "wrongName", field: "labels.__name__" },
    "label of Prometheus",
  ],
  [
    "a label that samples have",
    "labels: { phase: a }",
    { code: "wrongName", field: "labels.phase" },
    "already",
  ],
  [
    "metrics of an unknown service",
    "metrics: { apii: http://a }",
    { code: "wrongName", field: "metrics.apii" },
    "did you mean api?",
  ],
  [
    "credentials in an address",
    "prometheus: { url: http://me:s3cret@p }",
    { code: "wrongAddress", field: "prometheus.url" },
    "must not hold credentials",
  ],
  [
    "a token's address that is none",
    "auth: { kind: oauth2, tokenUrl: id, clientId: a, clientSecret: { env: A } }",
    { code: "wrongAddress", field: "auth.tokenUrl" },
    "must begin with http",
  ],
  [
    "a figure of resources that there is not",
    "prometheus:\n  url: http://p\n  resources:\n    api:\n      cpuCore: up",
    { code: "wrongShape", field: "prometheus.resources.api", line: 9 },
    'got "cpuCore", did you mean cpuCores?',
  ],
  [
    "a question that is none",
    'prometheus: { url: http://p, resources: { api: { cpuCores: " " } } }',
    { code: "wrongShape", field: "prometheus.resources.api.cpuCores" },
    "must be a question in PromQL",
  ],
  [
    "a subject without a question",
    "prometheus: { url: http://p, resources: { api: {} } }",
    { code: "wrongShape", field: "prometheus.resources.api" },
    "must ask for at least one of cpuCores, residentBytes",
  ],
  [
    "a subject by the name of the load generator",
    "prometheus: { url: http://p, resources: { generator: { cpuCores: up } } }",
    { code: "wrongName", field: "prometheus.resources.generator" },
    "Tidemark's own",
  ],
];
