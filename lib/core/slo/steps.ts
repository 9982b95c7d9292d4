/**
 * Events counted from the samples of counters, exactly: differences of what each counter said, not the
 * extrapolation of `rate()` and `increase()`. Those also never see the first event of a series that is
 * born with it, as the first failure of a month is.
 *
 * A counter that falls was reset and began at 0. A series that appears while others of its kind were
 * seen a step before began at 0 too; one that appears out of nothing may be old, and counts from there on.
 * What a process counted between its last sample and its end, nobody knows.
 */

/** Instants at which counters were looked at: `startSeconds`, and then `steps` times `stepSeconds` later. */
export interface Grid {
  readonly startSeconds: number;
  readonly stepSeconds: number;
  readonly steps: number;
}

export interface CounterSeries {
  readonly points: readonly { readonly timeSeconds: number; readonly value: number }[];
}

/** Events of an objective by step. */
export interface CountedSteps {
  readonly grid: Grid;
  readonly total: readonly number[];
  /** Never more than `total`. */
  readonly bad: readonly number[];
  /** Share of the instants at which there was a sample. */
  readonly coveredShare: number;
}

export interface RawSeries {
  readonly all: readonly CounterSeries[];
  readonly part: readonly CounterSeries[];
  readonly partIs: "bad" | "good";
}

export function countSteps(grid: Grid, { all, part, partIs }: RawSeries): CountedSteps {
  const seen = instantsSeen(grid, all);
  const total = growth(grid, all, seen);
  const partial = growth(grid, part, seen);
  const bad = total.map((events, step) => {
    const counted = partial[step] ?? 0;
    return Math.min(events, Math.max(0, partIs === "bad" ? counted : events - counted));
  });
  return { grid, total, bad, coveredShare: seen.filter((each) => each).length / seen.length };
}

/** Of each instant whether any of the series has a sample there. */
function instantsSeen(grid: Grid, series: readonly CounterSeries[]): readonly boolean[] {
  const seen = new Array<boolean>(grid.steps + 1).fill(false);
  for (const { points } of series) {
    for (const { timeSeconds } of points) seen[instantOf(grid, timeSeconds)] = true;
  }
  return seen;
}

function growth(grid: Grid, series: readonly CounterSeries[], seen: readonly boolean[]): readonly number[] {
  const grown = new Array<number>(grid.steps).fill(0);
  for (const { points } of series) {
    let last: number | null = null;
    for (const { timeSeconds, value } of points) {
      const instant = instantOf(grid, timeSeconds);
      const isBorn = last === null && instant > 0 && seen[instant - 1] === true;
      const before = isBorn ? 0 : last;
      if (before !== null) grown[instant - 1] = (grown[instant - 1] ?? 0) + since(before, value);
      last = value;
    }
  }
  return grown;
}

function since(before: number, value: number): number {
  return value >= before ? value - before : value;
}

function instantOf({ startSeconds, stepSeconds }: Grid, timeSeconds: number): number {
  return Math.round((timeSeconds - startSeconds) / stepSeconds);
}

/** Fine for short windows; never more instants than Prometheus gives at once (11,000 by series). */
const stepsSeconds = [15, 60, 300, 900] as const;
const mostSteps = 9000;

/** A grid that ends at an instant and reaches back so far, or a little farther. */
export function gridOf(endSeconds: number, windowSeconds: number): Grid {
  const stepSeconds = stepFor(windowSeconds);
  const steps = Math.max(1, Math.ceil(windowSeconds / stepSeconds));
  return { startSeconds: endSeconds - steps * stepSeconds, stepSeconds, steps };
}

/** A grid that begins at an instant and ends with the last whole step before another one; of one step at least. */
export function gridFrom(startSeconds: number, endSeconds: number): Grid {
  const stepSeconds = stepFor(endSeconds - startSeconds);
  const steps = Math.max(1, Math.floor((endSeconds - startSeconds) / stepSeconds));
  return { startSeconds, stepSeconds, steps };
}

function stepFor(windowSeconds: number): number {
  return stepsSeconds.find((step) => windowSeconds / step <= mostSteps) ?? 900;
}
