/** A team's data, read once: what the rest of the Node side knows of the system under test. */
import type { Experiment } from "../../core/experiment/experiment.ts";
import type { Objective } from "../../core/objective/objective.ts";
import type { ScenarioDefinition } from "../../core/plan/plan.ts";
import type { SystemDescription } from "../../core/system/system.ts";
import type { DataRows } from "./data-files.ts";

export interface Project {
  /** The folder that holds `system/`, `thresholds/`, `scenarios/`, `targets/` and maybe `experiments/`. */
  readonly root: string;
  readonly system: SystemDescription;
  readonly objectives: readonly Objective[];
  readonly scenarios: readonly ScenarioDefinition[];
  /** Of `experiments/`; none where the project has no such folder. */
  readonly experiments: readonly Experiment[];
  /** Rows of the files that the system describes, by their names. */
  readonly data: Readonly<Record<string, DataRows>>;
}
