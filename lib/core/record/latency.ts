/**
 * Latency histograms added up, and what a person reads from the sum. A quantile is the upper bound of
 * the bucket that holds it: at most one bucket's width (9 % at schema 3) above the true value.
 */
import { histogramSum } from "./histogram-sum.ts";
import type { LatencyHistogram } from "./step.ts";

export const emptyHistogram: LatencyHistogram = histogramSum().histogram();

/** Of two resolutions the coarser stays: its buckets hold whole ones of the finer. */
export function addHistograms(one: LatencyHistogram, other: LatencyHistogram): LatencyHistogram {
  const sum = histogramSum();
  sum.add(one);
  sum.add(other);
  return sum.histogram();
}

/** The same observations in buckets that are as wide or wider. @param schema at most the histogram's own */
export function inResolution(histogram: LatencyHistogram, schema: number): LatencyHistogram {
  if (schema === histogram.schema) return histogram;
  const width = 2 ** (histogram.schema - schema);
  const counts = new Map<number, number>();
  for (const [index, count] of histogram.buckets) {
    const coarse = Math.ceil(index / width);
    counts.set(coarse, (counts.get(coarse) ?? 0) + count);
  }
  return { ...histogram, schema, buckets: [...counts] };
}

/** In seconds; null without an observation. @param quantile from 0 to 1 */
export function histogramQuantile(histogram: LatencyHistogram, quantile: number): number | null {
  const { zeroCount, buckets } = histogram;
  const total = buckets.reduce((sum, [, count]) => sum + count, zeroCount);
  if (total === 0) return null;
  let left = quantile * total - zeroCount;
  if (left <= 0 && zeroCount > 0) return 0;
  for (const [index, count] of buckets) {
    if (left <= count) return bucketBound(histogram, index);
    left -= count;
  }
  const [last] = buckets.at(-1) ?? [0];
  return bucketBound(histogram, last);
}

/** Where a bucket ends, inclusive, in seconds. */
export function bucketBound({ schema }: LatencyHistogram, index: number): number {
  return 2 ** (index * 2 ** -schema);
}
