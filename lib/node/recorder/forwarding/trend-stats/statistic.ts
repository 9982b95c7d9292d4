/**
 * One number of a histogram, by the names that k6 gives them: `avg`, `min`, `med`, `max`, `count`, `sum`,
 * `p(99.9)`. Average, count and sum are exact. A percentile is interpolated within its bucket, on a
 * logarithmic scale as Prometheus 3 does it, and so off by less than the bucket is wide (9 % for what k6
 * sends); the least and the greatest are the outer bounds of the outermost buckets. All are of the whole
 * run so far, as k6's own are.
 */
import type { Bucket, Histogram } from "./histogram.ts";

export interface Statistic {
  /** What k6 puts behind the metric's name: `p999` for `p(99.9)`. */
  readonly suffix: string;
  /** NaN for a histogram without values. */
  readonly of: (histogram: Histogram) => number;
}

/** @param name one that the settings have checked. @throws Error for any other */
export function statistic(name: string): Statistic {
  const known = plain[name];
  if (known !== undefined) return { suffix: name, of: known };
  const percentile = /^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1];
  if (percentile === undefined) throw new Error(`not a statistic of a trend: ${name}`);
  return {
    suffix: `p${percentile.replaceAll(".", "")}`,
    of: (histogram) => quantile(histogram, Number(percentile) / 100),
  };
}

const plain: Readonly<Record<string, Statistic["of"]>> = {
  avg: ({ sum, count }) => sum / count,
  min: ({ buckets }) => buckets[0]?.low ?? Number.NaN,
  med: (histogram) => quantile(histogram, 0.5),
  max: ({ buckets }) => buckets.at(-1)?.high ?? Number.NaN,
  count: ({ count }) => count,
  sum: ({ sum }) => sum,
};

/** @param share 0 to 1 of the values, which are at most what is returned */
function quantile({ buckets }: Histogram, share: number): number {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const rank = share * total;
  let below = 0;
  for (const bucket of buckets) {
    if (below + bucket.count >= rank) return within(bucket, (rank - below) / bucket.count);
    below += bucket.count;
  }
  return buckets.at(-1)?.high ?? Number.NaN;
}

function within({ low, high }: Bucket, share: number): number {
  return low === 0 ? 0 : low * (high / low) ** share;
}
