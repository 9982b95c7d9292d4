/** Asks a service for its metrics page. */
import type { MetricSample } from "../../core/analysis/metric-sample.ts";
import { readMetricsPage } from "./metrics-page.ts";

const DEADLINE_MS = 2_000;

/** @throws Error saying why there is nothing to read: no answer in time, another status, no such page */
export async function fetchMetrics(url: string): Promise<MetricSample[]> {
  const answer = await fetch(url, {
    headers: { accept: "text/plain;version=0.0.4" },
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch((error: unknown) => {
    throw new Error(`${url} does not answer: ${reasonOf(error)}`, { cause: error });
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  const samples = readMetricsPage(text);
  if (samples.length === 0) throw new Error(`${url} has no metrics on it`);
  return samples;
}

/** Undici hides what happened in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
