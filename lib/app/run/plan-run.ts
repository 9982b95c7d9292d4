/**
 * What will be sent, before anything is started: the scenario by name, a run id, a seed, and
 * the plan that follows from the settings. Randomness and the clock enter here and nowhere below.
 */
import { randomInt } from "node:crypto";
import { resolvePlan } from "../../core/plan/resolve-plan.ts";
import type { LeftOut, LoadPlan, ScenarioDefinition } from "../../core/plan/plan.ts";
import type { RunSettings } from "../../node/config/run-settings.ts";
import type { Project } from "../../node/project/project.ts";
import { scenarioNamed } from "../../node/project/scenario-named.ts";
import { newRunId } from "../../node/records/run-id.ts";

const SEEDS = 2 ** 32;

export interface PlannedRun {
  readonly scenario: ScenarioDefinition;
  readonly plan: LoadPlan;
  readonly leftOut: readonly LeftOut[];
}

/** @throws PlanError where the settings make no plan */
export function planRun(options: {
  readonly project: Project;
  readonly settings: RunSettings;
  readonly addresses: Readonly<Record<string, string>>;
  readonly now: Date;
}): PlannedRun {
  const { project, settings, addresses, now } = options;
  const scenario = scenarioNamed(project.scenarios, settings.scenario);
  const { plan, leftOut } = resolvePlan({
    scenario,
    system: project.system,
    objectives: project.objectives,
    settings,
    runId: newRunId(scenario.name, now),
    seed: settings.seed ?? randomInt(SEEDS),
    addresses,
    data: project.data,
  });
  return { scenario, plan, leftOut };
}
