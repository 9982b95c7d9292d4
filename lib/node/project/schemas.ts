/**
 * The shapes of a team's data. Types can't be trusted here: the data is bundled without a type
 * check, and other teams write it. Each message is a rule that reads on from `must be`.
 * Whether names fit together is checked in `names.ts`, objectives by lib/core/objective.
 */
import * as z from "zod";
import type { Objective } from "../../core/objective/objective.ts";
import type { OwnSetting, ScenarioDefinition } from "../../core/plan/plan.ts";
import type { SystemBehaviour } from "../../core/system/behaviour.ts";
import type { JourneyStep } from "../../core/system/journey.ts";
import type { Leftovers } from "../../core/system/leftovers.ts";
import type { SystemDescription } from "../../core/system/system.ts";
import { strict } from "./shape-problems.ts";

const largestPort = 65_535;
const longestTimeoutSeconds = 600;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const ownSettings = ["rampUpSeconds", "steps", "parallel", "only"] as const satisfies OwnSetting[];

const text = z.string("text").min(1, "text that is not empty");
const nameRule = "a name of letters, digits, - and _ that begins with a letter";
const name = z.string(nameRule).regex(/^[A-Za-z][A-Za-z0-9_-]*$/, nameRule);
const pathRule = "a path that begins with /";
const path = z.string(pathRule).regex(/^\/[^\s?#]*$/, pathRule);
const positive = z.number("a number").gt(0, "above 0");
const notNegative = z.number("a number").gte(0, "0 or more");

const portRule = `a port between 1 and ${largestPort}`;
const service = strict({
  name,
  description: text,
  defaultPort: z.int(portRule).gte(1, portRule).lte(largestPort, portRule),
  healthPath: path,
  stores: z.record(name, path, "paths by the names of stores").exactOptional(),
  durationBucketsSeconds: z.array(positive, "a list of numbers").exactOptional(),
});

const statusRule = "an HTTP status between 100 and 599";
const endpoint = strict({
  name,
  service: name,
  method: z.enum(methods, `one of ${methods.join(", ")}`),
  path,
  expectedStatuses: z
    .array(z.int(statusRule).gte(100, statusRule).lte(599, statusRule), "a list of HTTP statuses")
    .min(1, "a list of at least one HTTP status"),
  timeoutSeconds: positive.lte(longestTimeoutSeconds, `at most ${longestTimeoutSeconds} seconds`),
  inJourney: name.exactOptional(),
});

const thinkSeconds = strict({ least: notNegative, most: notNegative }).refine(
  ({ least, most }) => least <= most,
  "a least that is not above the most",
);

const journey = strict({
  name,
  steps: z
    .array(
      strict({
        endpoint: name,
        thinkSeconds: thinkSeconds.exactOptional(),
        request: aFunction<NonNullable<JourneyStep["request"]>>().exactOptional(),
        find: aFunction<NonNullable<JourneyStep["find"]>>().exactOptional(),
      }),
      "a list of steps",
    )
    .min(1, "a list of at least one step"),
});

const dataFile = strict({
  name,
  file: text.regex(/\.(csv|json)$/, "a path that ends in .csv or .json"),
  pick: z.enum(["unique", "random"], "unique or random"),
  whenUsedUp: z.enum(["fail", "again"], "fail or again").exactOptional(),
  usedBy: z
    .array(name, "a list of endpoints and journeys")
    .min(1, "a list of at least one endpoint or journey"),
}).refine(
  ({ pick, whenUsedUp }) => pick === "unique" || whenUsedUp === undefined,
  "without whenUsedUp where the pick is random, which uses nothing up",
);

const leftovers = strict({
  name,
  service: name,
  before: text,
  list: aFunction<Leftovers["list"]>(),
  find: aFunction<Leftovers["find"]>(),
  remove: aFunction<Leftovers["remove"]>(),
});

export const systemSchema: z.ZodType<SystemDescription> = strict({
  services: z.array(service, "a list of services").min(1, "a list of at least one service"),
  endpoints: z.array(endpoint, "a list of endpoints").min(1, "a list of at least one endpoint"),
  journeys: z.array(journey, "a list of journeys").exactOptional(),
  leftovers: z.array(leftovers, "a list of what runs leave behind").exactOptional(),
  data: z.array(dataFile, "a list of files of rows").exactOptional(),
});

const badEvent = z.discriminatedUnion(
  "kind",
  [
    strict({ kind: z.literal("errors") }),
    strict({ kind: z.literal("slowerThan"), limitSeconds: z.number("a number") }),
  ],
  `{ kind: "errors" } or { kind: "slowerThan", limitSeconds }`,
);

const sla = strict({
  goal: z.number("a number"),
  period: z.literal("calendarMonth", '"calendarMonth"'),
  exclusions: z.array(text, "a list of texts"),
});

/** Figures only have to be numbers: lib/core/objective knows their bounds. */
export const objectivesSchema: z.ZodType<Objective[]> = z.array(
  strict({
    id: text,
    service: text,
    endpoint: text,
    goal: z.number("a number"),
    periodDays: z.number("a number"),
    bad: badEvent,
    owner: text,
    description: text,
    severity: z.enum(["page", "ticket"], "page or ticket").exactOptional(),
    runbook: z.string("text").exactOptional(),
    sla: sla.exactOptional(),
    expectedRequestsPerSecond: z.number("a number").exactOptional(),
  }),
  "a list of objectives",
);

function aFunction<T>(): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === "function", "a function");
}

export const behaviourSchema: z.ZodType<SystemBehaviour> = z.record(
  z.string(),
  strict({
    request: aFunction<NonNullable<SystemBehaviour[string]["request"]>>().exactOptional(),
    checkBody: aFunction<NonNullable<SystemBehaviour[string]["checkBody"]>>().exactOptional(),
  }),
  "an object of behaviours by endpoint",
);

export const scenariosSchema: z.ZodType<ScenarioDefinition[]> = z
  .array(
    strict({
      name,
      summary: text,
      defaults: strict({
        ratePerSecond: positive.nullable(),
        durationSeconds: positive.nullable(),
        warmupSeconds: notNegative,
        checkEveryNthBody: notNegative,
        rampUpSeconds: notNegative.exactOptional(),
        steps: z.int("a whole number").gt(0, "above 0").exactOptional(),
      }),
      takes: z
        .array(z.enum(ownSettings, `one of ${ownSettings.join(", ")}`), "a list of settings")
        .exactOptional(),
      tests: z.array(name, "a list of names").exactOptional(),
      soak: z.literal(true, "true, or left out").exactOptional(),
      lowersItsRate: z.literal(true, "true, or left out").exactOptional(),
      traffic: aFunction<ScenarioDefinition["traffic"]>(),
    }),
    "a list of scenarios",
  )
  .min(1, "a list of at least one scenario");
