/** All rules of one objective, in the order in which they have to be evaluated. */
import type { Objective } from "../objective/objective.ts";
import { endpointNamed, type SystemDescription } from "../system/system.ts";
import { alertGroup } from "./alert-rules.ts";
import { periodGroup } from "./period-rules.ts";
import { recordingGroups } from "./recording-rules.ts";
import type { RuleGroup } from "./rule.ts";

/** @param objective checked: of the system, with a goal below 1 */
export function objectiveRules(
  objective: Objective,
  system: SystemDescription,
  grafanaUrl: string,
): readonly RuleGroup[] {
  return [
    ...recordingGroups(objective, endpointNamed(system, objective.endpoint)),
    periodGroup(objective),
    alertGroup(objective, grafanaUrl),
  ];
}
