/** When most of a budget was spent: the hours with the most bad events. */
import type { CountedSteps } from "./steps.ts";

export interface Interval {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly total: number;
  readonly bad: number;
}

const hourSeconds = 3600;
const mostIntervals = 5;

/** At most five hours, the worst first, the later of two alike; those without a bad event are none. */
export function worstIntervals({ grid, total, bad }: CountedSteps): readonly Interval[] {
  const perHour = Math.max(1, Math.round(hourSeconds / grid.stepSeconds));
  const hours: Interval[] = [];
  for (let end = grid.steps; end > 0; end -= perHour) {
    const start = Math.max(0, end - perHour);
    hours.push({
      startSeconds: grid.startSeconds + start * grid.stepSeconds,
      endSeconds: grid.startSeconds + end * grid.stepSeconds,
      total: sum(total.slice(start, end)),
      bad: sum(bad.slice(start, end)),
    });
  }
  return hours
    .filter((hour) => hour.bad > 0)
    .toSorted((a, b) => b.bad - a.bad)
    .slice(0, mostIntervals);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
