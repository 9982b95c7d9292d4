/**
 * How an objective's error budget stands, from events counted by step. Every event weighs the same: the
 * budget of a window is the share that may be bad, of the events that there were.
 */
import { weigh } from "../judge/weigh.ts";
import type { Objective } from "../objective/objective.ts";
import { budgetOf, decimal } from "../rules/burn-alert.ts";
import { windowSeconds } from "../rules/windows.ts";
import { type PolicyStep, policyStep } from "./policy.ts";
import type { CountedSteps } from "./steps.ts";
import { type Interval, worstIntervals } from "./worst.ts";

export interface BudgetState {
  readonly objective: Objective;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Of the window, for which there were samples. */
  readonly coveredShare: number;
  readonly total: number;
  readonly bad: number;
  /** Share of good events; null without events. */
  readonly achieved: number | null;
  readonly budget: {
    /** Bad events that the window's traffic allows; need not be whole. */
    readonly allowed: number;
    /** Below 0: overspent. */
    readonly left: number;
    /** 1: nothing spent; 0: all of it; null without events. */
    readonly leftShare: number | null;
  };
  /** Of the window's budget, by the bad events of the last seven days; null without events. */
  readonly burnPerWeek: number | null;
  /** How many times faster than the budget lasts, in the last seven days; null without events there. */
  readonly burnRate: number | null;
  /** At that rate; 0 where it is exhausted, null where it does not burn. */
  readonly daysToExhaustion: number | null;
  readonly worst: readonly Interval[];
  readonly policy: PolicyStep | null;
  readonly outcome: Outcome;
}

export type Outcome = "met" | "missed" | "undecided";

/** With samples of less than this share of its window, a good result is none: what was not seen may be bad. */
export const leastCoveredShare = 0.5;

const daySeconds = windowSeconds["1d"];
const weekSeconds = 7 * daySeconds;

/** @param objective with a goal below 1 */
export function budgetState(objective: Objective, counted: CountedSteps): BudgetState {
  const { grid, coveredShare } = counted;
  const lengthSeconds = grid.steps * grid.stepSeconds;
  const events = since(counted, lengthSeconds);
  const allowed = decimal(events.total * budgetOf(objective.goal));
  const leftShare = events.total === 0 ? null : decimal(1 - events.bad / allowed);
  const recentSeconds = Math.min(weekSeconds, lengthSeconds);
  const recent = since(counted, recentSeconds);
  const burnRate = recent.total === 0 ? null : decimal(recent.bad / recent.total / budgetOf(objective.goal));
  return {
    objective,
    startSeconds: grid.startSeconds,
    endSeconds: grid.startSeconds + lengthSeconds,
    coveredShare,
    ...events,
    achieved: events.total === 0 ? null : (events.total - events.bad) / events.total,
    budget: { allowed, left: decimal(allowed - events.bad), leftShare },
    burnPerWeek: events.total === 0 ? null : decimal((recent.bad / allowed) * (weekSeconds / recentSeconds)),
    burnRate,
    daysToExhaustion: daysLeft(leftShare, burnRate, lengthSeconds / daySeconds),
    worst: worstIntervals(counted),
    policy: leftShare === null ? null : policyStep(decimal(1 - leftShare)),
    outcome: outcomeOf(objective, events, coveredShare),
  };
}

export interface Events {
  readonly total: number;
  readonly bad: number;
}

/** Of so many seconds at the window's end. */
function since({ grid, total, bad }: CountedSteps, seconds: number): Events {
  const steps = Math.round(seconds / grid.stepSeconds);
  const sum = (values: readonly number[]) => values.slice(-steps).reduce((all, each) => all + each, 0);
  return { total: sum(total), bad: sum(bad) };
}

function daysLeft(leftShare: number | null, burnRate: number | null, windowDays: number): number | null {
  if (leftShare === null) return null;
  if (leftShare <= 0) return 0;
  return burnRate === null || burnRate === 0 ? null : decimal((leftShare * windowDays) / burnRate);
}

/** By the judge's own arithmetic. A miss was counted, whatever else was not. */
export function outcomeOf({ goal }: Pick<Objective, "goal">, events: Events, coveredShare: number): Outcome {
  const { outcome } = weigh(goal, events);
  if (outcome === "missed") return "missed";
  return outcome === "tooFew" || coveredShare < leastCoveredShare ? "undecided" : "met";
}
