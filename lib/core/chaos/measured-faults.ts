/**
 * The faults of an experiment with what the probe measured filled in. The baseline is what was seen in its
 * phase; a fault is watched until the recovery of its repetition is over by the plan, or the run was.
 */
import type { PlannedExperiment } from "../experiment/experiment.ts";
import type { ProbeRow } from "../experiment/probe.ts";
import { recoveryCountsFrom } from "../experiment/recovery-counts-from.ts";
import type { FaultRecord } from "../record/chaos.ts";
import { measureFault } from "./measure-fault.ts";

export interface RunTimes {
  /** When the plan's second 0 was. */
  readonly planStartMs: number;
  readonly endedAtMs: number;
}

/** @param rows of the experiment's own endpoints */
export function measuredFaults(
  { experiment, phases }: PlannedExperiment,
  faults: readonly FaultRecord[],
  rows: readonly ProbeRow[],
  { planStartMs, endedAtMs }: RunTimes,
): FaultRecord[] {
  const atMs = (seconds: number) => planStartMs + seconds * 1000;
  const before = phases.filter(({ role }) => role === "baseline");
  const baseline = rows.filter((row) =>
    before.some((phase) => row.atMs >= atMs(phase.startSeconds) && row.atMs < atMs(phase.endSeconds)),
  );
  return faults.map((fault) => {
    const own = phases.filter(({ repetition }) => repetition === fault.repetition);
    if (fault.injectedAtMs === null || own.length === 0) return fault;
    const measured = measureFault({
      injectedAtMs: fault.injectedAtMs,
      undoneAtMs: fault.undoneAtMs,
      recoveryCountsFrom: recoveryCountsFrom(experiment.fault.kind),
      untilMs: Math.min(endedAtMs, Math.max(...own.map(({ endSeconds }) => atMs(endSeconds)))),
      baseline,
      rows,
    });
    return { ...fault, measured };
  });
}
