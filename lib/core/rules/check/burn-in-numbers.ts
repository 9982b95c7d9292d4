/** What a burn alert means at an objective's expected traffic: how many requests, and how many failures it takes. */
import type { Objective } from "../../objective/objective.ts";
import { burnAlertsOf, decimal, type BurnAlert } from "../burn-alert.ts";
import { leastBadEvents, windowSeconds } from "../windows.ts";
import { wording } from "./rules-error.ts";

export interface BurnInNumbers {
  readonly alert: BurnAlert;
  /** Requests that the long window usually holds. */
  readonly requests: number;
  /** Fewest failures whose share is above the threshold. */
  readonly tripsThreshold: number;
  /** Failures that the alert takes: those, and at least as many as its guard asks for. */
  readonly failures: number;
  /** How long an outage lasts before it fires, at this traffic; in seconds. */
  readonly outageSeconds: number;
}

/** Empty where no traffic is expected. */
export function burnInNumbers(objective: Objective): readonly BurnInNumbers[] {
  const rate = objective.expectedRequestsPerSecond;
  if (rate === undefined) return [];
  return burnAlertsOf(objective).alerts.map((alert) => {
    const requests = decimal(rate * windowSeconds[alert.long]);
    const tripsThreshold = Math.floor(decimal(alert.threshold * requests)) + 1;
    const failures = Math.max(leastBadEvents, tripsThreshold);
    return { alert, requests, tripsThreshold, failures, outageSeconds: decimal(failures / rate) };
  });
}

/** What a person should know of rules that are fine: alerts that were left out, guards that decide. */
export function rulesNotes(objectives: readonly Objective[]): readonly string[] {
  return objectives.flatMap((objective) => [
    ...burnAlertsOf(objective).unreachable.map(({ factor, budget, long }) =>
      wording.unreachable(objective.id, factor, budget, long),
    ),
    ...burnInNumbers(objective)
      .filter(({ tripsThreshold }) => tripsThreshold < leastBadEvents)
      .map(({ alert, requests, tripsThreshold }) =>
        wording.sparse(objective.id, alert.long, requests, tripsThreshold, leastBadEvents),
      ),
  ]);
}
