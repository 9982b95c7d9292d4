/** All rules of one objective, in the order in which they have to be evaluated. */
import type { Objective } from "../objective/objective.ts";
import { endpointNamed, type SystemDescription } from "../system/system.ts";
import { alertGroup } from "./alert-rules.ts";
import { periodGroup } from "./period-rules.ts";
import { recordingGroups } from "./recording-rules.ts";
import type { RuleGroup } from "./rule.ts";
import { windowSeconds, type WindowLengths } from "./windows.ts";

/**
 * @param objective checked: of the system, with a goal below 1
 * @param lengths of whole seconds; factors follow from them, names of series stay
 */
export function objectiveRules(
  objective: Objective,
  system: SystemDescription,
  grafanaUrl: string,
  lengths: WindowLengths = windowSeconds,
): readonly RuleGroup[] {
  return [
    ...recordingGroups(objective, endpointNamed(system, objective.endpoint), lengths),
    periodGroup(objective, lengths),
    alertGroup(objective, grafanaUrl, lengths),
  ];
}
