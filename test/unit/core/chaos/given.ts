/** A probe's rows and an experiment that went well, to be varied by a test in what it is about. */
import type { RanExperiment } from "../../../../lib/core/chaos/ran-experiment.ts";
import type { PlannedExperiment } from "../../../../lib/core/experiment/experiment.ts";
import { PROBE_INTERVAL_MS, type ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { chaosTraffic } from "../../../../lib/core/plan/chaos-traffic.ts";
import type { ExperimentResult, FaultRecord, MeasuredFault } from "../../../../lib/core/record/chaos.ts";
import type { ObjectiveResult } from "../../../../lib/core/record/verdict.ts";
import { anExperiment } from "../experiment/given.ts";
import { aResult, aSystem } from "../given.ts";

/** One endpoint asked every 200 ms from `fromMs` until `untilMs`. */
export function probed(
  fromMs: number,
  untilMs: number,
  answer: Partial<ProbeRow> | ((atMs: number) => Partial<ProbeRow>) = {},
): ProbeRow[] {
  const count = Math.max(0, Math.ceil((untilMs - fromMs) / PROBE_INTERVAL_MS));
  return Array.from({ length: count }, (_, index) => {
    const atMs = fromMs + index * PROBE_INTERVAL_MS;
    const own = typeof answer === "function" ? answer(atMs) : answer;
    const status = own.ok === false ? 0 : 200;
    return {
      schema: 1,
      about: "endpoint",
      atMs,
      endpoint: "items_list",
      ok: true,
      status,
      seconds: 0.02,
      ...own,
    };
  });
}

export const failing = { ok: false } as const;

export function aMeasuredFault(varied: Partial<MeasuredFault> = {}): MeasuredFault {
  return {
    detectedAfterSeconds: 0.2,
    detectedBy: "endpoint",
    recoveredAfterSeconds: 12.4,
    recoveryCountsFrom: "injection",
    watchedSeconds: 50,
    lostSeconds: 11.8,
    slowdown: 1.1,
    resolutionSeconds: 0.2,
    ...varied,
  };
}

export function aFaultRecord(varied: Partial<FaultRecord> = {}): FaultRecord {
  return {
    faultId: "f-1",
    repetition: 1,
    what: "kills the process of service shop (pid 4711)",
    instances: ["shop"],
    instancesInAll: 1,
    injectedAtMs: 30_000,
    undoneAtMs: 40_000,
    presence: "clean",
    failures: [],
    evidence: ["partKilled: shop runs as process 4712"],
    renewals: 3,
    measured: aMeasuredFault(),
    pressures: [],
    alert: null,
    ...varied,
  };
}

export function planned(varied: Parameters<typeof anExperiment>[0] = {}): PlannedExperiment {
  const asked = { ratePerSecond: null, durationSeconds: null };
  const { experiments } = chaosTraffic(
    [anExperiment(varied)],
    { warmupSeconds: 0, vus: null, asked },
    { system: aSystem, objectives: [] },
  );
  return experiments[0]!;
}

export function aRanExperiment(varied: Partial<RanExperiment> = {}): RanExperiment {
  return {
    planned: planned(),
    driver: "embedded",
    status: "completed",
    faults: [aFaultRecord()],
    ...varied,
  };
}

type Role = "baseline" | "fault" | "recovery";

/** Of the objective on latency, which every phase of `anExperiment` has. */
export function resultIn(role: Role, varied: Partial<ObjectiveResult> = {}): ObjectiveResult {
  return aResult({
    phase: `kill-shop-${role}`,
    objective: `kill-shop-${role}-items_list-latency`,
    ...varied,
  });
}

export const allMet: readonly ObjectiveResult[] = [
  resultIn("baseline"),
  resultIn("fault"),
  resultIn("recovery"),
];

export function anExperimentResult(varied: Partial<ExperimentResult> = {}): ExperimentResult {
  const one = (value: number) => ({ n: 1, reached: 1, median: value, least: value, most: value });
  return {
    experiment: "kill-shop",
    driver: "embedded",
    status: "completed",
    verdict: { status: "pass", reasons: [] },
    phases: planned().phases,
    faults: [aFaultRecord()],
    detectedAfterSeconds: one(0.2),
    recoveredAfterSeconds: one(12.4),
    lostSeconds: one(11.8),
    ...varied,
  };
}
