/**
 * Turns samples of a run into a series with equal steps, one value for each window of time. What a
 * garbage collector leaves behind, not what it is about to collect, tells of a leak: the floor is the
 * least value of a window, so a window should be longer than a collector's cycle. Figures without
 * such a floor (latency, lag) are told by their median, which no single stall moves.
 */
import { median, type Series } from "./sen-slope.ts";

export interface Point {
  readonly atMs: number;
  readonly value: number;
}

export type Summary = "floor" | "median";

export interface Windows {
  readonly series: Series;
  readonly windowMs: number;
}

/** More would be no better evidence, for neighbours grow alike. */
const MOST_WINDOWS = 40;
/** With fewer, half of them could hardly show a trend by themselves. */
export const FEWEST_WINDOWS = 12;
/** So that each has a floor. */
const SAMPLES_PER_WINDOW = 5;

/**
 * @param points within `startMs` to `endMs`, in any order
 * @returns null for fewer points than windows; a window without any is a gap
 */
export function windowed(
  points: readonly Point[],
  startMs: number,
  endMs: number,
  summary: Summary,
): Windows | null {
  if (points.length < FEWEST_WINDOWS || endMs <= startMs) return null;
  const wanted = Math.floor(points.length / SAMPLES_PER_WINDOW);
  const count = Math.min(MOST_WINDOWS, Math.max(FEWEST_WINDOWS, wanted));
  const windowMs = (endMs - startMs) / count;
  const values: number[][] = Array.from({ length: count }, () => []);
  for (const { atMs, value } of points) {
    values[Math.min(count - 1, Math.floor((atMs - startMs) / windowMs))]?.push(value);
  }
  return { series: values.map((own) => summarised(own, summary)), windowMs };
}

function summarised(values: readonly number[], summary: Summary): number | null {
  if (values.length === 0) return null;
  return summary === "floor" ? Math.min(...values) : median(values);
}
