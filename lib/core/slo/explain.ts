/**
 * What an objective's goal and each of its burn factors mean in requests and time: how much may fail in
 * a period, how soon a full budget is gone at such a pace, after how long an outage somebody is told.
 */
import type { Objective } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import { type BurnAlert, budgetOf, burnAlertsOf, decimal } from "../rules/burn-alert.ts";
import { burnInNumbers } from "../rules/check/burn-in-numbers.ts";
import { leastBadEvents, windowSeconds } from "../rules/windows.ts";
import { type Decider, type DeciderInput, decidersOf } from "./deciders.ts";

export interface BurnMeaning {
  readonly alert: BurnAlert;
  /** A full budget lasts so long at exactly this pace. */
  readonly exhaustsAfterSeconds: number;
  /** How long everything must fail before the alert fires; with little traffic its guard may hold it back longer. */
  readonly outageSeconds: number;
  /** In requests, at the traffic that is expected; null where nobody said how much. */
  readonly atTraffic: { readonly requests: number; readonly failures: number } | null;
}

export interface Explanation {
  readonly objective: Objective;
  /** Share of events that may be bad. */
  readonly budget: number;
  readonly periodSeconds: number;
  /** Everything may fail for so long in a period, at even traffic. */
  readonly outageSeconds: number;
  readonly ratePerSecond: number | null;
  /** Of a period, at that traffic; null where it is not known. */
  readonly requests: { readonly total: number; readonly mayFail: number } | null;
  readonly burns: readonly BurnMeaning[];
  /** Alerts that no share of bad events could trip: they are left out. */
  readonly unreachable: readonly BurnAlert[];
  readonly leastBadEvents: number;
  /** Requests that a run must send to decide it. */
  readonly minimumSamples: number;
  readonly deciders: readonly Decider[];
}

/**
 * @param objective with a goal below 1
 * @param ratePerSecond over the traffic that the objective expects; null for that
 */
export function explain(stated: Objective, ratePerSecond: number | null, project: DeciderInput): Explanation {
  const rate = ratePerSecond ?? stated.expectedRequestsPerSecond ?? null;
  const objective = rate === null ? stated : { ...stated, expectedRequestsPerSecond: rate };
  const budget = budgetOf(objective.goal);
  const periodSeconds = objective.periodDays * windowSeconds["1d"];
  const { alerts, unreachable } = burnAlertsOf(objective);
  return {
    objective,
    budget,
    periodSeconds,
    outageSeconds: decimal(budget * periodSeconds),
    ratePerSecond: rate,
    requests: rate === null ? null : inRequests(rate, budget, periodSeconds),
    burns: alerts.map((alert) => meaningOf(objective, alert, periodSeconds)),
    unreachable,
    leastBadEvents,
    minimumSamples: minimumSamples(objective.goal),
    deciders: decidersOf(stated, project),
  };
}

function inRequests(rate: number, budget: number, periodSeconds: number) {
  const total = decimal(rate * periodSeconds);
  return { total, mayFail: Math.floor(decimal(total * budget)) };
}

function meaningOf(objective: Objective, alert: BurnAlert, periodSeconds: number): BurnMeaning {
  const numbers = burnInNumbers(objective).find((each) => each.alert.long === alert.long) ?? null;
  return {
    alert,
    exhaustsAfterSeconds: decimal(periodSeconds / alert.factor),
    outageSeconds: numbers?.outageSeconds ?? decimal(alert.threshold * windowSeconds[alert.long]),
    atTraffic: numbers && { requests: numbers.requests, failures: numbers.failures },
  };
}
