/** What an endpoint's objectives promise, as lines in panels: taken from `thresholds/`, never written twice. */
import type { Objective } from "../objective/objective.ts";
import type { Endpoint } from "../system/system.ts";
import type { Limit } from "./panel.ts";

export interface Promises {
  /** Largest shares of bad events that keep the objectives on errors. */
  readonly errorShares: readonly Limit[];
  /** "99 % within 0.5 s" is a 99th percentile of at most 0.5 s. */
  readonly latencies: readonly { readonly quantile: number; readonly limit: Limit }[];
}

export function promisesOf({ name }: Endpoint, objectives: readonly Objective[]): Promises {
  const own = objectives.filter(({ endpoint }) => endpoint === name);
  return {
    errorShares: own.flatMap(({ bad, goal }) => (bad.kind === "errors" ? [line(budgetOf(goal))] : [])),
    latencies: own.flatMap(({ bad, goal }) =>
      bad.kind === "slowerThan" ? [{ quantile: goal, limit: line(bad.limitSeconds) }] : [],
    ),
  };
}

/** The promised quantiles, and the median to compare with. */
export function quantilesOf({ latencies }: Promises): readonly number[] {
  return [...new Set([0.5, ...latencies.map(({ quantile }) => quantile)])].sort((a, b) => a - b);
}

/** `p99`, `p99.5`. */
export function quantileName(quantile: number): string {
  return `p${Number((quantile * 100).toPrecision(6))}`;
}

/** Without the noise of floating point: 1 - 0.999 is 0.0010000000000000009. */
function budgetOf(goal: number): number {
  return Number((1 - goal).toPrecision(12));
}

function line(value: number): Limit {
  return { value, kind: "promise" };
}
