/**
 * What do the servers say of a run? Derived from what their metrics pages told before and after it
 * (docs/metrics.md has the names). Rates and shares are of the run alone; a page that is missing on
 * either side, and a metric that a service does not tell, leave nothing to say.
 */
import type { Finding } from "../../record/finding.ts";
import type { MetricsPages } from "../metric-sample.ts";
import { cacheFindings } from "./cache.ts";
import { errorFindings, restartFindings } from "./errors.ts";
import { operationFindings, statementFindings } from "./operations.ts";
import { poolFindings } from "./pool.ts";
import { failedWorkFindings, queueFindings } from "./queues.ts";
import type { ServicePages } from "./service-pages.ts";

const looks: readonly ((pages: ServicePages) => readonly Finding[])[] = [
  restartFindings,
  poolFindings,
  operationFindings,
  statementFindings,
  cacheFindings,
  queueFindings,
  failedWorkFindings,
  errorFindings,
];

export function findingsOf(before: MetricsPages, after: MetricsPages): readonly Finding[] {
  return [...after].flatMap(([service, page]) => {
    const earlier = before.get(service);
    if (earlier === undefined) return [];
    return looks.flatMap((look) => look({ service, before: earlier, after: page }));
  });
}
