/**
 * What a service tells of itself on its metrics page: the names of the Prometheus client libraries
 * (`process_*`), of prom-client (`nodejs_eventloop_lag_*`), and ours for the pool (docs/metrics.md).
 */
import { type MetricSample, sumOf } from "../../core/analysis/metric-sample.ts";
import { fetchMetrics } from "./fetch-metrics.ts";
import { nothingTold, type Reader, type Reading } from "./reading.ts";

export function metricsReader(url: string): Reader {
  return {
    source: "metrics",
    read: async () => readingOf(await fetchMetrics(url)),
    close: () => Promise.resolve(),
  };
}

export function readingOf(samples: readonly MetricSample[]): Reading {
  return {
    ...nothingTold,
    cpuSeconds: sumOf(samples, "process_cpu_seconds_total"),
    residentBytes: sumOf(samples, "process_resident_memory_bytes"),
    // The mean since the page was last read, by whomever; the plain one is a single look.
    eventLoopLagSeconds:
      sumOf(samples, "nodejs_eventloop_lag_mean_seconds") ?? sumOf(samples, "nodejs_eventloop_lag_seconds"),
    connections: sumOf(samples, "database_connections_active"),
  };
}
