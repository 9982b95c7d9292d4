/**
 * Bounds of the histogram of requests: those that everybody has, and every latency limit of
 * `thresholds/`. An objective "within 0.75 s" is counted exactly only where 0.75 is a bound.
 */
import type { Objective } from "../../lib/core/objective/objective.ts";
import { httpDurationBaseBuckets } from "./metrics-definitions.ts";

export function httpDurationBuckets(objectives: readonly Objective[]): number[] {
  const limits = objectives.flatMap(({ bad }) => (bad.kind === "slowerThan" ? [bad.limitSeconds] : []));
  return [...new Set([...httpDurationBaseBuckets, ...limits])].sort((a, b) => a - b);
}
