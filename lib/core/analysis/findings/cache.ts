/** Which share of the reads did the cache answer during the run? Before it: since the service started. */
import type { Finding } from "../../record/finding.ts";
import { count, percent } from "../../record/units.ts";
import { sumOf } from "../metric-sample.ts";
import { increaseOf, type ServicePages } from "./service-pages.ts";

const hitsName = "cache_hits_total";
const missesName = "cache_misses_total";

export function cacheFindings(pages: ServicePages): Finding[] {
  const hits = increaseOf(pages, hitsName);
  const misses = increaseOf(pages, missesName);
  const share = shareOf(hits, misses);
  if (share === null) return [];
  return [
    {
      service: pages.service,
      subject: "cache hit rate",
      weight: "info",
      unit: "ratio",
      before: shareOf(sumOf(pages.before, hitsName), sumOf(pages.before, missesName)),
      after: share,
      text: `the cache answered ${percent(share)} of ${count((hits ?? 0) + (misses ?? 0))} reads during the run`,
    },
  ];
}

/** Null without a read. */
function shareOf(hits: number | null, misses: number | null): number | null {
  if (hits === null || misses === null || hits + misses <= 0) return null;
  return hits / (hits + misses);
}
