import { expect } from "chai";
import { resourceFigures } from "../../../lib/core/record/resource.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { parseTarget } from "../../../lib/node/project/parse-target.ts";
import { ProjectError, type ProjectProblem } from "../../../lib/node/project/project-error.ts";
import type { Project } from "../../../lib/node/project/project.ts";
import type { Target } from "../../../lib/node/project/target.ts";
import { readPage } from "../../support/documentation.ts";
import { refusedTargets } from "./refused-targets.ts";

const file = "targets/staging.yaml";
const addresses = "addresses:\n  api: http://a:1\n  postgres: http://b:2\n  mongo: http://c:3\n";

describe("what a target's file may say beside addresses", () => {
  let project: Project;
  before(async () => {
    project = await loadProject(installRoot());
  });

  const parse = (text: string): Target => parseTarget(project, "staging", file, addresses + text);

  function problemsOf(text: string): readonly ProjectProblem[] {
    try {
      parse(text);
    } catch (error) {
      if (error instanceof ProjectError) return error.problems;
      throw error;
    }
    throw new Error("the file was taken");
  }

  it("is a bearer token by the name of an environment variable", () => {
    expect(parse("auth: { kind: bearer, token: { env: STAGING_TOKEN } }").access).to.deep.equal({
      headers: {},
      auth: { kind: "bearer", token: { env: "STAGING_TOKEN" } },
    });
  });

  it("is a name and a password for HTTP basic, the name literally or by reference", () => {
    const auth = "auth: { kind: basic, username: me, password: { file: secrets/password } }";
    expect(parse(auth).access.auth).to.deep.equal({
      kind: "basic",
      username: "me",
      password: { file: "secrets/password" },
    });
  });

  it("is a client of OAuth2, which names itself by HTTP basic unless the file says otherwise", () => {
    const auth = "{ kind: oauth2, tokenUrl: https://id/t, clientId: a, clientSecret: { k6Secret: key } }";
    expect(parse(`auth: ${auth}`).access.auth).to.deep.equal({
      kind: "oauth2",
      url: "https://id/t",
      clientId: "a",
      clientSecret: { k6Secret: "key" },
      clientAuthentication: "basic",
      scope: null,
      lifetimeSeconds: null,
    });
  });

  const login = (rest: string) =>
    parse(`auth:
  kind: login
  url: http://a:1/login
  body: { username: me, password: { env: PASSWORD } }
  tokenPath: data.token
  lifetimeSeconds: 900
${rest}`).access.auth;

  it("is a login whose token goes into a header, by default as a bearer", () => {
    const read = { kind: "login", url: "http://a:1/login", tokenPath: "data.token", lifetimeSeconds: 900 };
    const body = { username: "me", password: { env: "PASSWORD" } };
    expect(login("")).to.deep.equal({ ...read, body, header: "Authorization", prefix: "Bearer " });
    expect(login("  header: X-Token")).to.include({ header: "X-Token", prefix: "" });
    expect(login("  cookie: session")).to.include({ header: "Cookie", prefix: "session=" });
  });

  it("is TLS of its own: an authority, a client's certificate, or none looked at, with the reason", () => {
    const tls = `tls:
  ca: { file: ca.pem }
  clientCertificate: { file: client.pem }
  clientKey: { file: client.key }
  insecureSkipVerify: the laboratory has no authority`;
    expect(parse(tls).tls).to.deep.equal({
      ca: { file: "ca.pem" },
      client: { certificate: { file: "client.pem" }, key: { file: "client.key" } },
      skipVerifyBecause: "the laboratory has no authority",
    });
  });

  it("is what may be sent, by which labels it is known, and where its figures are", () => {
    const target = parse(`limits: { maxRatePerSecond: 50, scenarios: [smoke], closedModels: true }
labels: { region: north }
metrics: { api: http://a:1/metrics, business: http://a:1/business }
prometheus: { url: http://p:9090, writeUrl: http://p:9090/push/, auth: { kind: bearer, token: { env: PROMETHEUS_TOKEN } } }`);
    expect(target.limits).to.deep.equal({ maxRatePerSecond: 50, scenarios: ["smoke"], closedModels: true });
    expect(target.labels).to.deep.equal({ region: "north" });
    expect(target.metrics).to.deep.equal({ api: "http://a:1/metrics", business: "http://a:1/business" });
    expect(target.prometheus).to.deep.equal({
      url: "http://p:9090",
      writeUrl: "http://p:9090/push",
      auth: { kind: "bearer", token: { env: "PROMETHEUS_TOKEN" } },
      optional: false,
      resources: {},
    });
  });

  it("is what chaos may do to it, and how faults get into it", () => {
    const target = parse(`chaos:
  allow: true
  hosts: ["*.example"]
  contexts: [staging]
  namespaces: [shop-*]
  notProduction: [live-demo]
  maxInstances: 2
  maxShare: 0.5
  killSwitch: { url: http://switch:1/chaos }
  alertmanager: http://alerts:9093
  driver:
    kind: kubernetes
    context: staging
    namespace: shop
    services:
      api: { deployment: api, labels: { app: api }, port: 8000, exclude: [/health] }
    stores:
      redis: { labels: { app: redis } }`);
    expect(target.chaos).to.deep.equal({
      allow: true,
      hosts: ["*.example"],
      contexts: ["staging"],
      namespaces: ["shop-*"],
      notProduction: ["live-demo"],
      maxInstances: 2,
      maxShare: 0.5,
      killSwitch: { url: "http://switch:1/chaos" },
      alertmanager: "http://alerts:9093",
      driver: {
        kind: "kubernetes",
        kubeconfig: null,
        context: "staging",
        namespace: "shop",
        services: { api: { deployment: "api", labels: { app: "api" }, port: 8000, exclude: ["/health"] } },
        stores: { redis: { labels: { app: "redis" } } },
      },
    });
  });

  it("allows no chaos where it says nothing, and next to none where it says little", () => {
    expect(parse("").chaos).to.equal(null);
    expect(parse("chaos: { allow: true, driver: { kind: compose } }").chaos).to.deep.equal({
      allow: true,
      ...{ hosts: [], contexts: [], namespaces: [], notProduction: [] },
      ...{ maxInstances: 1, maxShare: 1, killSwitch: null, alertmanager: null },
      driver: { kind: "compose", project: ".", toxiproxy: null },
    });
  });

  it("is what to ask Prometheus about resources, by subject and figure", () => {
    const target = parse(`prometheus:
  url: http://p:9090
  resources:
    checkout pods:
      residentBytes: sum(container_memory_working_set_bytes{pod=~"checkout-.*"})
      networkSentBytes: sum(container_network_transmit_bytes_total{pod=~"checkout-.*"})`);
    expect(target.prometheus?.resources).to.deep.equal({
      "checkout pods": {
        cpuCores: null,
        residentBytes: 'sum(container_memory_working_set_bytes{pod=~"checkout-.*"})',
        eventLoopLagSeconds: null,
        connections: null,
        networkReceivedBytes: null,
        networkSentBytes: 'sum(container_network_transmit_bytes_total{pod=~"checkout-.*"})',
        blockReadBytes: null,
        blockWrittenBytes: null,
      },
    });
  });

  it("is what docs/targets.md and docs/prometheus.md show", () => {
    for (const page of ["docs/targets.md", "docs/prometheus.md"]) {
      const shown = [...readPage(page).matchAll(/```yaml\n(prometheus:.*?)```/gs)].map(
        ([, text = ""]) => text,
      );
      expect(shown).to.have.lengthOf(1);
      for (const text of shown) expect(parse(text).prometheus?.url).to.match(/^https:/);
    }
  });

  it("is every figure that docs/targets.md names, and it names every figure", () => {
    const named = readPage("docs/targets.md").matchAll(/^\| (`[a-z][A-Za-z]+`(?:, `[A-Za-z]+`)?) +\|/gm);
    const figures = [...named].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
    expect(figures).to.deep.equal([...resourceFigures]);
  });

  for (const [what, text, expected, words] of refusedTargets) {
    it(`is refused where it is ${what}`, () => {
      const problems = problemsOf(text);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.include({ ...expected, file });
      expect(problems[0]?.text)
        .to.contain(words)
        .and.not.match(/s3cret|53637/);
    });
  }

  it("is refused with every problem together", () => {
    const text = "headers: { a b: c, X-Token: d }\nlabels: { phase: x }\nlimits: { scenarios: [none] }\n";
    expect(problemsOf(text).map(({ field }) => field)).to.have.members([
      "headers.a b",
      "headers.X-Token",
      "labels.phase",
      "limits.scenarios",
    ]);
  });
});
