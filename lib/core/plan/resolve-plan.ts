/**
 * A scenario, resolved for one run: what a person set goes over the scenario's defaults, the
 * scenario says what to send, and the objectives that this much traffic can decide are
 * picked. Pure: the same input gives the same plan.
 */
import { checkObjectives } from "../objective/check.ts";
import type { Objective } from "../objective/objective.ts";
import type { SystemDescription } from "../system/system.ts";
import { checkExecutors } from "./check-executors.ts";
import { judgedObjectives } from "./left-out.ts";
import { effectiveSettings } from "./effective-settings.ts";
import { plannedData, type RowCounts } from "./planned-data.ts";
import type { LeftOut, LoadPlan, ScenarioDefinition, ScenarioSettings } from "./plan.ts";

export interface PlanInput {
  readonly scenario: ScenarioDefinition;
  readonly system: SystemDescription;
  readonly objectives: readonly Objective[];
  readonly settings: ScenarioSettings;
  readonly runId: string;
  readonly seed: number;
  /** Base addresses by service; each service that the scenario sends to needs one. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Of the files that the system describes. */
  readonly data?: RowCounts;
}

export interface ResolvedPlan {
  readonly plan: LoadPlan;
  readonly leftOut: readonly LeftOut[];
}

/**
 * @throws PlanError when the scenario's traffic can't be run as it stands
 * @throws ObjectiveError when an objective can't be judged on this system
 */
export function resolvePlan(input: PlanInput): ResolvedPlan {
  const { scenario, system, addresses } = input;
  checkObjectives(system, input.objectives);
  const settings = effectiveSettings(scenario, input.settings);
  const traffic = scenario.traffic(settings, { system, objectives: input.objectives });
  const { executors, ownObjectives } = traffic;
  checkExecutors(executors, { scenario: scenario.name, system, addresses });
  if (ownObjectives !== null) checkObjectives(system, ownObjectives);

  const { judged, leftOut, ...narrowed } = judgedObjectives(executors, ownObjectives ?? input.objectives);
  const plan: LoadPlan = {
    schema: 1,
    runId: input.runId,
    scenario: scenario.name,
    seed: input.seed,
    executors: narrowed.executors,
    objectives: judged,
    checkEveryNthBody: input.settings.checkEveryNthBody ?? scenario.defaults.checkEveryNthBody,
    search: traffic.search ?? null,
    recoveries: traffic.recoveries ?? [],
    experiments: traffic.experiments ?? [],
    data: plannedData(executors, system, input.data ?? {}),
    soak: scenario.soak ?? false,
    addresses,
  };
  return { plan, leftOut };
}
