/**
 * The shape of `run.json`, for records that come back from disk. The type says that it is the
 * vocabulary's; keys that a later version added are kept out of the checks.
 */
import * as z from "zod";
import { exitCodes, type ExitCode } from "../../core/record/exit-codes.ts";
import type { Objective } from "../../core/objective/objective.ts";
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { RunRecord } from "../../core/record/record.ts";
import type { ReasonCode, Verdict } from "../../core/record/verdict.ts";
import { experimentResultSchema, plannedExperimentSchema } from "./experiment-schema.ts";

export const recordVersion = 1;

const count = z.int().gte(0);
const ratio = z.number().gte(0).lte(1);
const text = z.string();
const addresses = z.record(text, text);

const objective: z.ZodType<Objective> = z.object({
  id: text,
  service: text,
  endpoint: text,
  goal: ratio,
  periodDays: z.number(),
  bad: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("errors") }),
    z.object({ kind: z.literal("slowerThan"), limitSeconds: z.number() }),
  ]),
  owner: text,
  description: text,
});

const executor = z.object({
  name: text,
  phase: text,
  startSeconds: z.number(),
  shape: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("constant-arrival-rate"),
      iterationsPerSecond: z.number(),
      durationSeconds: z.number(),
    }),
    z.object({
      kind: z.literal("ramping-arrival-rate"),
      startPerSecond: z.number(),
      endPerSecond: z.number(),
      durationSeconds: z.number(),
    }),
    z.object({ kind: z.literal("shared-iterations"), iterations: count, durationSeconds: z.number() }),
  ]),
  sends: z.array(z.object({ endpoint: text, requestsPerIteration: count })),
  journey: text.nullable(),
  expectedStatuses: z.array(count).nullable(),
  judgedBy: z.array(text).nullable(),
  preAllocatedVUs: count,
  maxVUs: count,
  gracefulStopSeconds: z.number(),
});

const plan: z.ZodType<LoadPlan> = z.object({
  schema: z.literal(1),
  runId: text,
  scenario: text,
  seed: z.number(),
  executors: z.array(executor),
  objectives: z.array(objective),
  checkEveryNthBody: count,
  search: z.array(z.object({ phase: text, ratePerSecond: z.number() })).nullable(),
  recoveries: z.array(z.object({ after: text, in: text })),
  experiments: z.array(plannedExperimentSchema),
  data: z.array(
    z.object({
      name: text,
      pick: z.enum(["unique", "random"]),
      whenUsedUp: z.enum(["fail", "again"]),
      rows: count,
      firstRows: z.record(text, count),
    }),
  ),
  soak: z.boolean(),
  addresses,
});

/** A list of all codes: one that is missing here does not compile. */
const reasonCodes = Object.keys({
  missed: true,
  tooFewSamples: true,
  generatorSaturated: true,
  rateMissed: true,
  dropped: true,
  scriptError: true,
  wrongBodies: true,
  interrupted: true,
  stopCondition: true,
  clockStepped: true,
  closeCall: true,
  leak: true,
  trendUndecided: true,
  generatorFailed: true,
  baselineUnhealthy: true,
  noEffect: true,
  notRecovered: true,
  injectionFailed: true,
  faultNotUndone: true,
} satisfies Record<ReasonCode, true>) as ReasonCode[];

const reason = z.object({ code: z.enum(reasonCodes), text, objective: text.nullable() });

const verdict: z.ZodType<Verdict> = z.object({
  status: z.enum(["pass", "fail", "inconclusive", "aborted"]),
  reasons: z.array(reason),
});

const observation = z.object({
  objective: text,
  phase: text,
  total: count,
  bad: count,
  dropped: count,
  source: z.enum(["record", "prometheus"]),
});

const result = z.object({
  objective: text,
  phase: text,
  outcome: z.enum(["met", "missed", "undecided"]),
  goal: ratio,
  share: ratio.nullable(),
  total: count,
  bad: count,
  dropped: count,
  margin: z.number().nullable(),
  interval: z.object({ low: ratio, high: ratio }),
  closeCall: z.boolean(),
  minimumSamples: count,
  reasons: z.array(reason),
});

const traffic = z.object({
  endpoint: text,
  phase: text,
  requests: count,
  dropped: count,
  offeredPerSecond: z.number().nullable(),
  achievedPerSecond: z.number(),
  latencySeconds: z.object({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() }).nullable(),
  bodiesChecked: count,
  bodiesWrong: count,
});

const generator = z.object({
  cores: z.number(),
  cpuShareMean: z.number().nullable(),
  cpuShareMax: z.number().nullable(),
  saturatedSeconds: z.number(),
  waitPerTurnSecondsMax: z.number().nullable(),
  lateSeconds: z.number().nullable(),
  maxResidentBytes: z.number().nullable(),
  samples: count,
});

const facts = z.object({
  scriptErrors: count,
  wrongBodies: count,
  interruptedBy: text.nullable(),
  stopCondition: text.nullable(),
  endedOnPurpose: z.boolean(),
  generatorFailure: text.nullable(),
  generator,
  clockSteps: count,
  requestsInDoubt: count,
  plannedIterations: count,
  startedIterations: count,
  droppedIterations: count,
});

const finding = z.object({
  service: text,
  subject: text,
  weight: z.enum(["info", "warning"]),
  unit: z.enum(["seconds", "ratio", "count", "bytes"]),
  before: z.number().nullable(),
  after: z.number().nullable(),
  text,
});

const trend = z.object({
  subject: text,
  quantity: z.enum(["residentBytes", "eventLoopLagSeconds", "connections", "latencyP95Seconds"]),
  outcome: z.enum(["leak", "levelled", "stable", "inconclusive"]),
  samples: count,
  slopePerHour: z.number().nullable(),
  pValue: ratio.nullable(),
  hoursToLimit: z.number().nullable(),
  text,
});

const capacity = z.object({
  steps: z.array(
    z.object({
      phase: text,
      ratePerSecond: z.number(),
      achievedPerSecond: z.number(),
      outcome: z.enum(["met", "missed", "undecided"]),
    }),
  ),
  sustainedPerSecond: z.number().nullable(),
  brokenBy: text.nullable(),
});

const delivery = z.object({
  url: text,
  samplesReceived: count,
  samplesDelivered: count,
  requestsSent: count.nullable(),
  requestsConfirmed: z.number().nullable(),
  unconfirmedBecause: text.nullable(),
  problem: text.nullable(),
});

const exitCode = z.custom<ExitCode>((code) => (Object.values(exitCodes) as unknown[]).includes(code));

export const recordSchema: z.ZodType<RunRecord> = z.object({
  schema: z.literal(recordVersion),
  runId: text,
  state: z.enum(["running", "ended"]),
  command: z.array(text),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  plan,
  leftOut: z.array(z.object({ objective: text, phase: text, neededSamples: count, plannedSamples: count })),
  target: z.object({
    name: text,
    kind: z.enum(["embedded", "given"]),
    addresses,
    metrics: addresses,
    auth: z.enum(["none", "bearer", "basic", "oauth2", "login"]),
    maxRatePerSecond: z.number().nullable(),
  }),
  versions: z.object({ tidemark: text, node: text, k6: text, os: text, summary: text }),
  git: z.object({ commit: text, dirty: z.boolean() }).nullable(),
  scriptSha256: text,
  facts: facts.nullable(),
  traffic: z.array(traffic),
  observations: z.array(observation),
  results: z.array(result),
  findings: z.array(finding),
  trends: z.array(trend),
  capacity: capacity.nullable(),
  recoveries: z.array(z.object({ after: text, seconds: z.number().nullable() })),
  experiments: z.array(experimentResultSchema(verdict)),
  delivery: delivery.nullable(),
  labels: z.record(text, text),
  verdict,
  exitCode: exitCode.nullable(),
  notes: z.array(text),
});

/** The place and the rule of an issue, in words. */
export function fieldOf(issue: z.core.$ZodIssue | undefined): [field: string, rule: string] {
  return [issue?.path.map(String).join(".") ?? "", issue?.message ?? "invalid"];
}
