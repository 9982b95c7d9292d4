/**
 * What a value that only grows has grown by since it was last told. A value that was told before (a
 * push that is repeated, or that comes late) adds nothing; one that is smaller than before has started
 * anew, and all of it is new.
 */
import type { LatencyHistogram } from "../record/step.ts";
import { emptyHistogram, inResolution } from "../record/latency.ts";

export interface Told<Value> {
  readonly atMs: number;
  readonly value: Value;
}

/** @returns what is new, and null where nothing is; NaN, the mark of a series' end, is nothing new */
export function growthOf(before: Told<number> | undefined, now: Told<number>): number | null {
  if (!Number.isFinite(now.value)) return null;
  if (before === undefined) return now.value;
  if (isOld(before, now, now.value > before.value)) return null;
  return now.value < before.value ? now.value : now.value - before.value;
}

export function histogramGrowth(
  before: Told<LatencyHistogram> | undefined,
  now: Told<LatencyHistogram>,
): LatencyHistogram | null {
  if (!Number.isFinite(now.value.sumSeconds)) return null;
  if (before === undefined) return now.value;
  const [was, is] = [observations(before.value), observations(now.value)];
  if (isOld(before, now, is > was)) return null;
  return is < was ? now.value : difference(now.value, before.value);
}

/** k6 stamps a series with its last sample, to the millisecond: two pushes may share a stamp. */
function isOld(before: Told<unknown>, now: Told<unknown>, hasGrown: boolean): boolean {
  return now.atMs < before.atMs || (now.atMs === before.atMs && !hasGrown);
}

function observations({ zeroCount, buckets }: LatencyHistogram): number {
  return buckets.reduce((sum, [, count]) => sum + count, zeroCount);
}

/** In the coarser of two resolutions: a client makes its buckets wider when it has too many of them. */
function difference(now: LatencyHistogram, before: LatencyHistogram): LatencyHistogram {
  const schema = Math.min(now.schema, before.schema);
  const counts = new Map(inResolution(now, schema).buckets);
  for (const [index, count] of inResolution(before, schema).buckets) {
    counts.set(index, (counts.get(index) ?? 0) - count);
  }
  return {
    ...emptyHistogram,
    schema,
    zeroCount: now.zeroCount - before.zeroCount,
    // Of floating-point sums; less than nothing is their error.
    sumSeconds: Math.max(0, now.sumSeconds - before.sumSeconds),
    buckets: [...counts].filter(([, count]) => count > 0).sort(([first], [second]) => first - second),
  };
}
