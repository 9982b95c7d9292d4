/**
 * The buckets of a Prometheus native histogram from the form in which it travels. Buckets that hold
 * something stand in spans; the first span's offset is the index of its first bucket, each later one's
 * the gap to the bucket before it. A bucket's count is told as the difference to the one before
 * (Prometheus, prompb/types.proto, message Histogram).
 */
import type { LatencyHistogram } from "../record/step.ts";

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** @throws RangeError where spans and differences do not fit each other, or a count is no whole number from 0 */
export function bucketsOf(
  spans: readonly Span[],
  differences: readonly number[],
): LatencyHistogram["buckets"] {
  const length = spans.reduce((sum, span) => sum + span.length, 0);
  if (length !== differences.length) {
    throw new RangeError(
      `a native histogram has ${length} buckets in its spans and ${differences.length} counts`,
    );
  }
  const buckets: (readonly [number, number])[] = [];
  let [index, count, at] = [0, 0, 0];
  for (const span of spans) {
    index += span.offset;
    for (let left = span.length; left > 0; left--) {
      count += differences[at++] ?? 0;
      if (!Number.isInteger(count) || count < 0)
        throw new RangeError(`a bucket of a native histogram counts ${count}`);
      if (count > 0) buckets.push([index, count]);
      index += 1;
    }
  }
  return buckets;
}
