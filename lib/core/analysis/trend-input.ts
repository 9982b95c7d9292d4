/**
 * What the question "did it leak?" is asked of: samples of a run, when its judged part began and
 * ended, and how long the system is meant to stay up. Samples after the end are the cool-down.
 */
import type { ResourceQuantity, ResourceSample } from "../record/resource.ts";

/** The p95 of one endpoint over time, in windows of equal length. */
export interface LatencySeries {
  readonly endpoint: string;
  readonly points: readonly { readonly atMs: number; readonly p95Seconds: number }[];
}

/** How much is too much, in the quantity's unit. Without one, a doubling is. */
export interface TrendLimit {
  /** A process, or an endpoint for latency. */
  readonly subject: string;
  readonly quantity: ResourceQuantity | "latencyP95Seconds";
  readonly limit: number;
}

export interface TrendInput {
  readonly samples: readonly ResourceSample[];
  readonly latencies: readonly LatencySeries[];
  /** Samples before this are left out. */
  readonly warmupEndMs: number;
  /** When the load ended. */
  readonly endMs: number;
  readonly limits: readonly TrendLimit[];
  readonly plannedUptimeHours: number;
}
