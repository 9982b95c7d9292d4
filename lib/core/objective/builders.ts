/**
 * The two ways to state an objective, so that a file of `thresholds/` reads like the promise
 * it is. The ids follow from endpoint and kind: `users_list-errors`, `users_list-latency`.
 * Values are checked by `checkObjectives`, with the whole list, not here.
 */
import type { BadEvent, Objective, Ratio } from "./objective.ts";

/** What the objectives of one service have in common. */
export interface Promised {
  readonly service: string;
  /** Who is asked when the objective is missed. */
  readonly owner: string;
  readonly periodDays: number;
}

/** At least `goal` of the endpoint's requests get an answer that it expects. */
export function succeeds(promised: Promised, endpoint: string, goal: Ratio): Objective {
  return {
    ...about(promised, endpoint, { kind: "errors" }),
    goal,
    description: `Requests to ${endpoint} succeed`,
  };
}

/** At least `goal` of the endpoint's requests take no longer than `limitSeconds`. */
export function answersWithin(
  promised: Promised,
  endpoint: string,
  limitSeconds: number,
  goal: Ratio,
): Objective {
  return {
    ...about(promised, endpoint, { kind: "slowerThan", limitSeconds }),
    goal,
    description: `Requests to ${endpoint} are answered in time`,
  };
}

const suffixes: Readonly<Record<BadEvent["kind"], string>> = { errors: "errors", slowerThan: "latency" };

function about(promised: Promised, endpoint: string, bad: BadEvent) {
  return {
    id: `${endpoint}-${suffixes[bad.kind]}`,
    service: promised.service,
    endpoint,
    periodDays: promised.periodDays,
    owner: promised.owner,
    bad,
  };
}
