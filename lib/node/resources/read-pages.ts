/**
 * One look at the metrics page of every service. A page that does not answer, or is none, costs what
 * it would have told, and is said.
 */
import type { MetricsPages } from "../../core/analysis/metric-sample.ts";
import { fetchMetrics } from "./fetch-metrics.ts";

export interface ReadPages {
  readonly pages: MetricsPages;
  readonly notes: readonly string[];
}

/** Never rejects. @param urls by service */
export async function readPages(urls: readonly (readonly [string, string])[]): Promise<ReadPages> {
  const notes: string[] = [];
  const read = await Promise.all(
    urls.map(async ([service, url]) => {
      try {
        return [[service, await fetchMetrics(url)] as const];
      } catch (error) {
        notes.push(`metrics of ${service}: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    }),
  );
  return { pages: new Map(read.flat()), notes };
}
