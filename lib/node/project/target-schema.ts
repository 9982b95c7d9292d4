/**
 * The shape of `targets/<name>.yaml`. Each message is a rule that reads on from `must be`. Names of
 * services, headers and labels are checked where the file is parsed: they need more than the value.
 */
import * as z from "zod";
import type { ResourceFigure } from "../../core/record/resource.ts";
import { fileReference, secretReference, textOrReference } from "./secret-reference.ts";
import { strict } from "./shape-problems.ts";

const longestLifetimeSeconds = 7 * 24 * 3600;

const text = z.string("text").min(1, "text that is not empty");
const addressRule = "an address like http://127.0.0.1:8000";
const address = z.string(addressRule);
const lifetimeRule = `a number of seconds above 0 and at most ${longestLifetimeSeconds}`;
const lifetimeSeconds = z.number(lifetimeRule).gt(0, lifetimeRule).lte(longestLifetimeSeconds, lifetimeRule);
const pathRule = "a path in the answer's JSON like data.token";

const bearer = strict({ kind: z.literal("bearer"), token: secretReference });
const basic = strict({ kind: z.literal("basic"), username: textOrReference, password: secretReference });

const oauth2 = strict({
  kind: z.literal("oauth2"),
  tokenUrl: address,
  clientId: textOrReference,
  clientSecret: secretReference,
  clientAuthentication: z.enum(["basic", "body"], "basic or body").default("basic"),
  scope: text.nullable().default(null),
  lifetimeSeconds: lifetimeSeconds.nullable().default(null),
});

const login = strict({
  kind: z.literal("login"),
  url: address,
  body: z.record(z.string(), textOrReference, "an object of texts and references by name"),
  tokenPath: z.string(pathRule).regex(/^[^.\s]+(\.[^.\s]+)*$/, pathRule),
  header: text.nullable().default(null),
  prefix: z.string("text").nullable().default(null),
  cookie: text.nullable().default(null),
  lifetimeSeconds,
});

const promql = z.string("a question in PromQL").regex(/\S/, "a question in PromQL").nullable().default(null);
/** One for each figure of a sample. */
const resourceQuestions = strict({
  cpuCores: promql,
  residentBytes: promql,
  eventLoopLagSeconds: promql,
  connections: promql,
  networkReceivedBytes: promql,
  networkSentBytes: promql,
  blockReadBytes: promql,
  blockWrittenBytes: promql,
} satisfies Record<ResourceFigure, typeof promql>);

const namePatterns = z
  .array(
    z.string("a name, in which * stands for anything").min(1, "a name that is not empty"),
    "a list of names",
  )
  .default([]);
const countRule = "a whole number of at least 1";
const shareRule = "a share above 0 and at most 1";
const portRule = "a port from 1 to 65535";
const exactPathRule = "a path like /health";
const killSwitchRule = "an object with either file or url";

const composeDriver = strict({
  kind: z.literal("compose"),
  project: text.default("."),
  toxiproxy: address.nullable().default(null),
});

const podsOfService = strict({
  deployment: text,
  labels: z.record(z.string(), text, "an object of texts by label"),
  port: z.int(portRule).min(1, portRule).max(65_535, portRule),
  exclude: z.array(z.string(exactPathRule).regex(/^\/\S*$/, exactPathRule), "a list of paths").default([]),
});

const podsOfStore = strict({
  labels: z.record(z.string(), text, "an object of texts by label"),
});

const kubernetesDriver = strict({
  kind: z.literal("kubernetes"),
  kubeconfig: text.nullable().default(null),
  context: text,
  namespace: text,
  services: z.record(z.string(), podsOfService, "an object of pods by service"),
  stores: z.record(z.string(), podsOfStore, "an object of pods by store").default({}),
});

const chaos = strict({
  allow: z.boolean("true or false"),
  hosts: namePatterns,
  contexts: namePatterns,
  namespaces: namePatterns,
  notProduction: z.array(text, "a list of names").default([]),
  maxInstances: z.int(countRule).min(1, countRule).default(1),
  maxShare: z.number(shareRule).gt(0, shareRule).lte(1, shareRule).default(1),
  killSwitch: z
    .union([strict({ file: text }), strict({ url: address })], killSwitchRule)
    .nullable()
    .default(null),
  alertmanager: address.nullable().default(null),
  driver: z
    .discriminatedUnion(
      "kind",
      [composeDriver, kubernetesDriver],
      "an object with kind: compose or kubernetes",
    )
    .nullable()
    .default(null),
});

const authKinds = "an object with kind: bearer, basic, oauth2 or login";
const reasonRule = "a text that says why, which every run then shows";

export const targetSchema = strict({
  description: z.string("text").default(""),
  addresses: z.record(z.string(), address, "addresses by service"),
  headers: z.record(z.string(), textOrReference, "an object of headers by name").default({}),
  auth: z.discriminatedUnion("kind", [bearer, basic, oauth2, login], authKinds).nullable().default(null),
  tls: strict({
    ca: fileReference.nullable().default(null),
    clientCertificate: fileReference.nullable().default(null),
    clientKey: fileReference.nullable().default(null),
    insecureSkipVerify: z.string(reasonRule).min(1, reasonRule).nullable().default(null),
  }).prefault({}),
  limits: strict({
    maxRatePerSecond: z.number("a number above 0").gt(0, "a number above 0").nullable().default(null),
    scenarios: z
      .array(text, "a list of scenarios")
      .min(1, "a list of at least one scenario")
      .nullable()
      .default(null),
    closedModels: z.boolean("true or false").default(false),
  }).prefault({}),
  prometheus: strict({
    url: address,
    writeUrl: address.nullable().default(null),
    auth: z
      .discriminatedUnion("kind", [bearer, basic], "an object with kind: bearer or basic")
      .nullable()
      .default(null),
    optional: z.boolean("true or false").default(false),
    resources: z.record(text, resourceQuestions, "an object of questions by subject").default({}),
  })
    .nullable()
    .default(null),
  labels: z.record(z.string(), text, "an object of texts by label").default({}),
  metrics: z.record(z.string(), address, "addresses of metrics pages by service").default({}),
  chaos: chaos.nullable().default(null),
});

export type TargetFile = z.infer<typeof targetSchema>;
