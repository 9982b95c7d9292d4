/**
 * The objectives whose alerts the test waits for: the team's, with windows of a sixtieth. The period
 * stays, so factors are sixty times production's, and the goal is one whose alerts can fire all the same.
 */
import type { Objective } from "../../../lib/core/objective/objective.ts";
import { windowSeconds, type WindowLengths } from "../../../lib/core/rules/windows.ts";
import { objectives as ofTeam } from "../../../thresholds/index.ts";
import type { TrafficEndpoint } from "./api-traffic.ts";

export const times = 60;

export const lengths = Object.fromEntries(
  Object.entries(windowSeconds).map(([window, seconds]) => [window, seconds / times]),
) as WindowLengths;

export const objectives = {
  tasks_get: { ...onErrorsOf("tasks_get"), goal: 0.9999 },
  tasks_list: { ...onErrorsOf("tasks_list"), goal: 0.9999 },
  /** With the team's own goal, at which the steady errors of its endpoint are too few for any alert. */
  users_get: onErrorsOf("users_get"),
} as const satisfies Readonly<Record<TrafficEndpoint, Objective>>;

function onErrorsOf(endpoint: TrafficEndpoint): Objective {
  const found = ofTeam.find(({ id }) => id === `${endpoint}-errors`);
  if (found?.periodDays !== 30) throw new Error(`the team has no objective ${endpoint}-errors over 30 days`);
  return found;
}
