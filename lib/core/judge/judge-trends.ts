/** What a soak's trends make of a run: a leak fails it, one that can't be told leaves it open. */
import type { Reason } from "../record/verdict.ts";
import type { TrendResult } from "../record/trend.ts";
import { reasonsOfRun as because } from "./reasons.ts";

export function reasonsFromTrends(trends: readonly TrendResult[]): readonly Reason[] {
  return trends.flatMap((trend) => {
    if (trend.outcome === "leak") return [because.leak(trend)];
    return trend.outcome === "inconclusive" ? [because.trendUndecided(trend)] : [];
  });
}
