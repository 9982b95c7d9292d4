/** What the director did, with what the probe saw of it: the experiments as the judge takes them. */
import { measureFault } from "../../core/chaos/measure-fault.ts";
import type { RanExperiment } from "../../core/chaos/ran-experiment.ts";
import type { DriverName } from "../../core/experiment/effect.ts";
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import { recoveryCountsFrom } from "../../core/experiment/recovery-counts-from.ts";
import type { FaultRecord, MeasuredFault } from "../../core/record/chaos.ts";
import type { DirectedExperiment } from "./director.ts";

export interface ProbedRun {
  readonly driver: DriverName;
  /** When the plan's second 0 was. */
  readonly planStartMs: number;
  readonly endedAtMs: number;
  /** Of all experiments together. */
  readonly rows: readonly ProbeRow[];
  /** Which endpoints the probe asks for an experiment. */
  readonly endpointsOf: (experiment: PlannedExperiment) => readonly string[];
}

export function measuredExperiments(
  directed: readonly DirectedExperiment[],
  probed: ProbedRun,
): RanExperiment[] {
  return directed.map(({ planned, status, faults }) => {
    const asked = probed.endpointsOf(planned);
    const rows = probed.rows.filter(({ endpoint }) => asked.includes(endpoint));
    return {
      planned,
      driver: probed.driver,
      status,
      faults: faults.map((fault) => ({ ...fault, measured: measured(planned, fault, { ...probed, rows }) })),
    };
  });
}

function measured(
  { experiment, phases }: PlannedExperiment,
  { injectedAtMs, undoneAtMs, repetition }: FaultRecord,
  { planStartMs, endedAtMs, rows }: ProbedRun,
): MeasuredFault | null {
  if (injectedAtMs === null) return null;
  const atMs = (seconds: number | undefined) => planStartMs + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  const baseline = phases.find(({ role }) => role === "baseline");
  const recovery = phases.find((phase) => phase.role === "recovery" && phase.repetition === repetition);
  return measureFault({
    injectedAtMs,
    undoneAtMs,
    recoveryCountsFrom: recoveryCountsFrom(experiment.fault.kind),
    untilMs: Math.min(atMs(recovery?.endSeconds), endedAtMs),
    baseline: rows.filter(
      (row) => row.atMs >= atMs(baseline?.startSeconds) && row.atMs < atMs(baseline?.endSeconds),
    ),
    rows,
  });
}
