/**
 * The two ways to state an objective, so that a file of `thresholds/` reads like the promise
 * it is. The ids follow from endpoint and kind: `users_list-errors`, `users_list-latency`.
 * Values are checked by `checkObjectives`, with the whole list, not here.
 */
import type { BadEvent, Objective, Ratio } from "./objective.ts";
import type { ProductionTerms } from "./production.ts";

/** What the objectives of one service have in common, with terms for production where they differ from the usual. */
export interface Promised extends ProductionTerms {
  readonly service: string;
  /** Who is asked when the objective is missed. */
  readonly owner: string;
  readonly periodDays: number;
}

/** What one objective has of its own. */
export type OwnTerms = ProductionTerms & Partial<Pick<Objective, "description">>;

/** At least `goal` of the endpoint's requests get an answer that it expects. */
export function succeeds(promised: Promised, endpoint: string, goal: Ratio, own: OwnTerms = {}): Objective {
  return {
    ...about(promised, endpoint, { kind: "errors" }),
    goal,
    description: `Requests to ${endpoint} succeed`,
    ...own,
  };
}

/** At least `goal` of the endpoint's requests take no longer than `limitSeconds`. */
export function answersWithin(
  promised: Promised,
  endpoint: string,
  limitSeconds: number,
  goal: Ratio,
  own: OwnTerms = {},
): Objective {
  return {
    ...about(promised, endpoint, { kind: "slowerThan", limitSeconds }),
    goal,
    description: `Requests to ${endpoint} are answered in time`,
    ...own,
  };
}

const suffixes: Readonly<Record<BadEvent["kind"], string>> = { errors: "errors", slowerThan: "latency" };

function about(promised: Promised, endpoint: string, bad: BadEvent) {
  return { ...promised, id: `${endpoint}-${suffixes[bad.kind]}`, endpoint, bad };
}
