/** The looser promise behind an objective, in the calendar month (UTC) that goes on. */
import { budgetOf, decimal } from "../rules/burn-alert.ts";
import type { Sla } from "../objective/production.ts";
import { type Outcome, outcomeOf } from "./budget.ts";
import type { CountedSteps } from "./steps.ts";

export interface SlaState {
  readonly sla: Sla;
  readonly monthStartSeconds: number;
  readonly coveredShare: number;
  readonly total: number;
  readonly bad: number;
  readonly achieved: number | null;
  /** Of the month so far; below 0: broken as it stands. Exclusions of the contract are not taken out. */
  readonly eventsLeft: number;
  /** Of the month so far: with later good events a miss may still be made up for. */
  readonly outcome: Outcome;
}

export function slaState(sla: Sla, monthStartSeconds: number, counted: CountedSteps): SlaState {
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  const [total, bad] = [sum(counted.total), sum(counted.bad)];
  const { coveredShare } = counted;
  return {
    sla,
    monthStartSeconds,
    coveredShare,
    total,
    bad,
    achieved: total === 0 ? null : (total - bad) / total,
    eventsLeft: decimal(decimal(total * budgetOf(sla.goal)) - bad),
    outcome: outcomeOf(sla, { total, bad }, coveredShare),
  };
}

export function monthStart(atSeconds: number): number {
  const at = new Date(atSeconds * 1000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / 1000;
}
