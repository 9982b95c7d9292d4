/** The shape of the experiments in a record: what was planned, and what came of it. */
import * as z from "zod";
import type { Experiment, PlannedExperiment } from "../../core/experiment/experiment.ts";
import type { ExperimentResult } from "../../core/record/chaos.ts";
import type { Pressure } from "../../core/record/pressure.ts";
import type { Verdict } from "../../core/record/verdict.ts";

const text = z.string();
const number = z.number();
const services = z.array(text);
const link = z.object({ to: z.enum(["service", "store"]), name: text });

const fault: z.ZodType<Experiment["fault"]> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("kill"), services }),
  z.object({ kind: z.literal("pause"), services }),
  z.object({ kind: z.literal("cpu"), workers: number, services }),
  z.object({ kind: z.literal("memory"), bytes: number, services }),
  z.object({ kind: z.literal("latency"), link, delayMilliseconds: number, jitterMilliseconds: number }),
  z.object({ kind: z.literal("reset"), link }),
  z.object({ kind: z.literal("stall"), link }),
  z.object({ kind: z.literal("outage"), store: text }),
  z.object({
    kind: z.literal("http"),
    service: text,
    errorShare: number,
    status: number,
    delayMilliseconds: number,
  }),
]);

const goals = z.object({
  succeed: number,
  within: z.object({ seconds: number, share: number }),
  minimumSamples: number,
});

const experiment: z.ZodType<Experiment> = z.object({
  name: text,
  description: text,
  fault,
  baselineSeconds: number,
  faultSeconds: number,
  recoverySeconds: number,
  recoveredWithinSeconds: number,
  repetitions: number,
  traffic: z.array(z.object({ endpoint: text, ratePerSecond: number, faultGoals: goals.exactOptional() })),
  goals: z.object({ baseline: goals, fault: goals, recovery: goals }),
  blastRadius: z.object({ maxInstances: number, maxShare: number }),
  stopWhen: z.object({
    windowSeconds: number,
    failedShareAbove: number,
    prometheus: z.object({ query: text, above: number }).nullable(),
  }),
  expectedAlert: text.nullable(),
});

const phase = z.object({
  phase: text,
  role: z.enum(["baseline", "fault", "recovery"]),
  repetition: number,
  startSeconds: number,
  endSeconds: number,
});

export const plannedExperimentSchema: z.ZodType<PlannedExperiment> = z.object({
  experiment,
  phases: z.array(phase),
});

const measured = z.object({
  detectedAfterSeconds: number.nullable(),
  detectedBy: z.enum(["endpoint", "store"]).nullable(),
  recoveredAfterSeconds: number.nullable(),
  recoveryCountsFrom: z.enum(["undo", "injection"]),
  watchedSeconds: number,
  lostSeconds: number,
  slowdown: number.nullable(),
  resolutionSeconds: number,
});

const throttling = z.object({ periods: number, throttledPeriods: number, throttledSeconds: number });

const pressure: z.ZodType<Pressure> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("processorsTaken"),
    workers: number,
    processors: number,
    takenProcessors: number,
    waits: z.array(
      z.object({ service: text, beforeSecondsPerSecond: number, duringSecondsPerSecond: number }),
    ),
  }),
  z.object({
    kind: z.literal("memoryTaken"),
    askedBytes: number,
    heldBytes: number,
    availableBytesBefore: number,
    availableBytesDuring: number,
  }),
  z.object({
    kind: z.literal("containerThrottled"),
    container: text,
    before: throttling,
    during: throttling,
  }),
  z.object({
    kind: z.literal("containerSqueezed"),
    container: text,
    askedLimitBytes: number,
    limitBytes: number,
    usedBytes: number,
    limitHits: number.nullable(),
    startedAnew: z.boolean(),
  }),
  z.object({ kind: z.literal("notMeasured"), why: text }),
]);

const faultRecord = z.object({
  faultId: text,
  repetition: number,
  what: text,
  instances: z.array(text),
  instancesInAll: number,
  injectedAtMs: number.nullable(),
  undoneAtMs: number.nullable(),
  presence: z.enum(["clean", "present", "unknown"]).nullable(),
  failures: z.array(text),
  evidence: z.array(text),
  renewals: number,
  measured: measured.nullable(),
  pressures: z.array(pressure),
  alert: z.object({ name: text, firedAfterSeconds: number.nullable() }).nullable(),
});

const spread = z.object({
  n: number,
  reached: number,
  median: number.nullable(),
  least: number.nullable(),
  most: number.nullable(),
});

export function experimentResultSchema(verdict: z.ZodType<Verdict>): z.ZodType<ExperimentResult> {
  return z.object({
    experiment: text,
    driver: z.enum(["embedded", "compose", "kubernetes"]),
    status: z.enum(["completed", "failed", "aborted", "interrupted"]),
    verdict,
    phases: z.array(phase),
    faults: z.array(faultRecord),
    detectedAfterSeconds: spread,
    recoveredAfterSeconds: spread,
    lostSeconds: spread,
  });
}
