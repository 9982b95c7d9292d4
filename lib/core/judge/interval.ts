/**
 * Within which bounds the true share of good events lies, given the events that were seen.
 *
 * The "exact" interval of Clopper and Pearson (Biometrika 26, 1934): its bounds are quantiles of
 * the beta distribution. It never covers the truth less often than its confidence says; it is
 * wider than it had to be for few events, which errs to the side of doubt. Assumes
 * that events are independent: failures that come in bursts make the true interval wider.
 */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Ratio } from "../objective/objective.ts";

export interface Interval {
  readonly low: Ratio;
  readonly high: Ratio;
}

/**
 * @param good number of good events, a whole number from 0 to `total`
 * @param total number of events; without any, nothing is known: 0 to 1
 * @param confidence above 0, below 1
 * @throws RangeError for anything else
 */
export function clopperPearson(good: number, total: number, confidence: Ratio = 0.95): Interval {
  if (!Number.isInteger(total) || total < 0 || !Number.isInteger(good) || good < 0 || good > total) {
    throw new RangeError(
      `good and total must be whole numbers with 0 <= good <= total, got ${good} and ${total}`,
    );
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must be above 0 and below 1, got ${confidence}`);
  }
  const tail = (1 - confidence) / 2;
  return {
    low: good === 0 ? 0 : betaQuantile(tail, good, total - good + 1),
    high: good === total ? 1 : betaQuantile(1 - tail, good + 1, total - good),
  };
}
