/** The looser promise behind an objective, in the calendar month (UTC) that goes on. */
import { budgetOf, decimal } from "../rules/burn-alert.ts";
import type { Sla } from "../objective/production.ts";
import { type Events, type Outcome, outcomeOf } from "./budget.ts";
import { isExcluded, type Span } from "./exclusions.ts";
import type { CountedSteps } from "./steps.ts";

export interface SlaState {
  readonly sla: Sla;
  readonly monthStartSeconds: number;
  readonly coveredShare: number;
  /** Without what was taken out. */
  readonly total: number;
  readonly bad: number;
  readonly takenOut: TakenOut;
  /** What the contract excludes, of which nobody said when it was this month: not taken out. */
  readonly untimed: readonly string[];
  readonly achieved: number | null;
  /** Of the month so far; below 0: broken as it stands. */
  readonly eventsLeft: number;
  /** Of the month so far: with later good events a miss may still be made up for. */
  readonly outcome: Outcome;
}

/** Of the times that the contract excludes. */
export interface TakenOut extends Events {
  readonly seconds: number;
}

export interface CountedMonth {
  /** From the month's start on. */
  readonly counted: CountedSteps;
  readonly excluded: readonly Span[];
  readonly untimed: readonly string[];
}

export function slaState(sla: Sla, { counted, excluded, untimed }: CountedMonth): SlaState {
  const { grid } = counted;
  const all = counted.total.map((_, step) => step);
  const out = all.filter((step) => isExcluded(grid, step, excluded));
  const { total, bad } = eventsOf(
    counted,
    all.filter((step) => !isExcluded(grid, step, excluded)),
  );
  const takenOut = { seconds: out.length * grid.stepSeconds, ...eventsOf(counted, out) };
  const { coveredShare } = counted;
  return {
    sla,
    monthStartSeconds: grid.startSeconds,
    coveredShare,
    total,
    bad,
    takenOut,
    untimed,
    achieved: total === 0 ? null : (total - bad) / total,
    eventsLeft: decimal(decimal(total * budgetOf(sla.goal)) - bad),
    outcome: outcomeOf(sla, { total, bad }, coveredShare),
  };
}

function eventsOf({ total, bad }: CountedSteps, steps: readonly number[]): Events {
  const sum = (values: readonly number[]) => steps.reduce((all, step) => all + (values[step] ?? 0), 0);
  return { total: sum(total), bad: sum(bad) };
}

export function monthStart(atSeconds: number): number {
  const at = new Date(atSeconds * 1000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / 1000;
}
