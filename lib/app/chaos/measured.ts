/** What the director did, with what the probe saw of it: the experiments as the judge takes them. */
import { measuredFaults, type RunTimes } from "../../core/chaos/measured-faults.ts";
import type { RanExperiment } from "../../core/chaos/ran-experiment.ts";
import type { DriverName } from "../../core/experiment/effect.ts";
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import type { DirectedExperiment } from "./director.ts";

export interface ProbedRun extends RunTimes {
  readonly driver: DriverName;
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
    const { driver } = probed;
    return { planned, driver, status, faults: measuredFaults(planned, faults, rows, probed) };
  });
}
