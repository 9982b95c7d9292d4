/**
 * Which burn alerts an objective has, as numbers. One that could not fire however much failed is left
 * out with its reason: a share of bad events is never above 1.
 */
import type { Objective } from "../objective/objective.ts";
import { burnFactor, burnPairs, windowSeconds, type BurnPair, type WindowLengths } from "./windows.ts";

export interface BurnAlert extends BurnPair {
  /** How many times faster than the budget allows. */
  readonly factor: number;
  /** 1 - goal. */
  readonly budget: number;
  /** Share of bad events above which it fires: factor x budget. */
  readonly threshold: number;
}

export interface BurnAlerts {
  readonly alerts: readonly BurnAlert[];
  readonly unreachable: readonly BurnAlert[];
}

/** @param objective with a goal below 1 */
export function burnAlertsOf(objective: Objective, lengths: WindowLengths = windowSeconds): BurnAlerts {
  const all = burnPairs.map((pair) => burnAlert(objective, pair, lengths));
  return {
    alerts: all.filter(({ threshold }) => threshold < 1),
    unreachable: all.filter(({ threshold }) => threshold >= 1),
  };
}

function burnAlert(
  { goal, periodDays, severity = "page" }: Objective,
  pair: BurnPair,
  lengths: WindowLengths,
): BurnAlert {
  const budget = budgetOf(goal);
  const factor = burnFactor(pair.budgetShare, periodDays, lengths[pair.long]);
  return {
    ...pair,
    severity: severity === "ticket" ? "ticket" : pair.severity,
    factor,
    budget,
    threshold: decimal(factor * budget),
  };
}

/** `0.001` for 0.999, without the noise of floating point (1 - 0.999 is 0.0010000000000000009). */
export function budgetOf(goal: number): number {
  return decimal(1 - goal);
}

/** Twelve significant digits: more than anybody states, less than what rounding disturbs. */
export function decimal(value: number): number {
  return Number(value.toPrecision(12));
}
