/**
 * What an objective says about production beside its goal: who is woken, what they read, which looser
 * promise stands behind it, how much traffic is expected. All of it may be left out: a team's file
 * stays one line an objective. A load test's verdict needs none of this.
 */

/** `page`: a fast burn wakes somebody, a slow one opens a ticket; `ticket`: nobody is ever woken. */
export type SeverityPolicy = "page" | "ticket";

/** A looser promise on the same indicator, judged by the calendar month. */
export interface Sla {
  /** Above 0, below the objective's own goal. */
  readonly goal: number;
  readonly period: "calendarMonth";
  /** What does not count, in words of the contract, e.g. "announced maintenance". */
  readonly exclusions: readonly string[];
}

export interface ProductionTerms {
  /** Absent: `page`. */
  readonly severity?: SeverityPolicy;
  /** An https:// address or a page of the repository; absent: the page about burning budgets. */
  readonly runbook?: string;
  readonly sla?: Sla;
  /** Requests a second that the endpoint usually gets: says how many failures each alert takes. */
  readonly expectedRequestsPerSecond?: number;
}

/** A promise by the calendar month, for `sla`. */
export function perCalendarMonth(goal: number, exclusions: readonly string[] = []): Sla {
  return { goal, period: "calendarMonth", exclusions };
}
