/**
 * Latency histograms added up, and what a person reads from the sum. A quantile is the upper bound of
 * the bucket that holds it: at most one bucket's width (9 % at schema 3) above the true value.
 */
import type { LatencyHistogram } from "../../record/step.ts";

export const emptyHistogram: LatencyHistogram = {
  schema: 3,
  zeroCount: 0,
  sumSeconds: 0,
  buckets: [],
};

/** Of two resolutions the coarser stays: its buckets hold whole ones of the finer. */
export function addHistograms(one: LatencyHistogram, other: LatencyHistogram): LatencyHistogram {
  // The resolution of an empty one says nothing.
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  const schema = Math.min(one.schema, other.schema);
  const counts = new Map<number, number>();
  for (const histogram of [one, other]) {
    const width = 2 ** (histogram.schema - schema);
    for (const [index, count] of histogram.buckets) {
      const coarse = Math.ceil(index / width);
      counts.set(coarse, (counts.get(coarse) ?? 0) + count);
    }
  }
  return {
    schema,
    zeroCount: one.zeroCount + other.zeroCount,
    sumSeconds: one.sumSeconds + other.sumSeconds,
    buckets: [...counts].sort(([first], [second]) => first - second),
  };
}

function isEmpty({ buckets, zeroCount }: LatencyHistogram): boolean {
  return buckets.length === 0 && zeroCount === 0;
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
