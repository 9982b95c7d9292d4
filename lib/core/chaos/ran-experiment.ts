/** An experiment as it was carried out: what the director hands on, with what the probe measured filled in. */
import type { DriverName } from "../experiment/effect.ts";
import type { PlannedExperiment } from "../experiment/experiment.ts";
import type { ExperimentStatus, FaultRecord } from "../record/chaos.ts";
import type { RunRecord } from "../record/record.ts";

export interface RanExperiment {
  readonly planned: PlannedExperiment;
  readonly driver: DriverName;
  readonly status: ExperimentStatus;
  /** One for each injection that was tried, in order. */
  readonly faults: readonly FaultRecord[];
}

/** Those of a run that has ended, from its record. */
export function ranExperimentsOf({
  plan,
  experiments,
}: Pick<RunRecord, "plan" | "experiments">): RanExperiment[] {
  return experiments.flatMap(({ experiment, driver, status, faults }) => {
    const planned = plan.experiments.find((each) => each.experiment.name === experiment);
    return planned === undefined ? [] : [{ planned, driver, status, faults }];
  });
}
