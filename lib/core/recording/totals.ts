/**
 * What was counted since the start of a run, under the names that k6's own end-of-test data has for it:
 * one reader serves both, and the two can be compared figure by figure.
 */
import { addHistograms, emptyHistogram, histogramQuantile } from "../record/latency.ts";
import { metricNames } from "../record/names.ts";
import type { EndpointTraffic } from "../record/record.ts";
import type { LatencyHistogram } from "../record/step.ts";
import { submetrics } from "../record/submetrics.ts";
import type { Meaning } from "./series-meaning.ts";

export interface Totals {
  add(meaning: Meaning, growth: number): void;
  addLatency(endpoint: string, phase: string, growth: LatencyHistogram): void;
  /** By a name of `submetrics`; 0 for what never happened. */
  count(metric: string): number;
  /** At most a bucket's width (9 %) above the true values; null without a request. */
  latencySeconds(endpoint: string, phase: string): EndpointTraffic["latencySeconds"];
}

export function createTotals(): Totals {
  const counts = new Map<string, number>();
  const latencies = new Map<string, LatencyHistogram>();
  return {
    add: (meaning, growth) => {
      const name = nameOf(meaning);
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + growth);
    },
    addLatency: (endpoint, phase, growth) => {
      const name = submetrics.duration(endpoint, phase);
      latencies.set(name, addHistograms(latencies.get(name) ?? emptyHistogram, growth));
    },
    count: (metric) => counts.get(metric) ?? 0,
    latencySeconds: (endpoint, phase) => quantiles(latencies.get(submetrics.duration(endpoint, phase))),
  };
}

function nameOf(meaning: Meaning): string | null {
  switch (meaning.kind) {
    case "requests":
      return submetrics.requests(meaning.endpoint, meaning.phase);
    case "bad":
      return submetrics.bad(meaning.objective, meaning.phase);
    case "bodiesChecked":
      return submetrics.bodiesChecked(meaning.endpoint, meaning.phase);
    case "bodiesWrong":
      return submetrics.bodiesWrong(meaning.endpoint, meaning.phase);
    case "completed":
      return submetrics.completed(meaning.executor);
    case "dropped":
      return submetrics.dropped(meaning.executor);
    case "scriptErrors":
      return metricNames.scriptErrors;
    case "latency":
    case "vus":
      return null;
  }
}

function quantiles(histogram: LatencyHistogram = emptyHistogram): EndpointTraffic["latencySeconds"] {
  const of = (quantile: number) => histogramQuantile(histogram, quantile);
  const [p50, p95, p99, max] = [of(0.5), of(0.95), of(0.99), of(1)];
  const isEmpty = p50 === null || p95 === null || p99 === null || max === null;
  return isEmpty ? null : { p50, p95, p99, max };
}
