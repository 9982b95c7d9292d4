/**
 * A chart over time from the windows of a run, and the table that goes with it: the same figures from
 * fewer, wider windows of the same counts. What a series shows is a function of one window.
 */
import type { Sheet } from "../sheet.ts";
import { figures, words } from "../sheet.ts";
import { type GrowingTimeline, type Timeline, windowStartMs } from "../series/timeline.ts";
import type { Chart, Series } from "./chart.ts";
import { withUnit } from "./unit-text.ts";

/** More rows than this nobody reads. */
const MOST_TABLE_ROWS = 40;

export interface WindowPlace<Window> {
  readonly startMs: number;
  /** Of the run within the window: the last window may be cut short. */
  readonly seconds: number;
  /** The last window before it that holds what is asked for. */
  readonly before: (holds: (window: Window) => boolean) => Window | undefined;
}

export interface SeriesOf<Window> extends Omit<Series, "values"> {
  value(window: Window, place: WindowPlace<Window>): number | null;
}

export interface TimeChart<Window> extends Omit<Chart, "across" | "points" | "series" | "table"> {
  readonly series: readonly SeriesOf<Window>[];
}

/** @param endMs when the run's last row ended */
export function timeChart<Window>(
  chart: TimeChart<Window>,
  timeline: GrowingTimeline<Window>,
  endMs: number,
): Chart {
  const { series, ...described } = chart;
  const { points, values } = drawn(chart, timeline, endMs);
  return {
    ...described,
    across: "time",
    points,
    series: series.map(({ label, axis, style }, index) => ({
      label,
      axis,
      style,
      values: values[index] ?? [],
    })),
    table: tableOf(chart, timeline.coarser(MOST_TABLE_ROWS), endMs),
  };
}

interface Drawn {
  /** Seconds since 1970. */
  readonly points: readonly number[];
  /** By series. */
  readonly values: readonly (readonly (number | null)[])[];
}

function drawn<Window>(chart: TimeChart<Window>, timeline: Timeline<Window>, endMs: number): Drawn {
  const points: number[] = [];
  const values: (number | null)[][] = chart.series.map(() => []);
  timeline.windows.forEach((window, index) => {
    if (window === undefined && chart.bridgesGaps) return;
    const startMs = windowStartMs(timeline, index);
    const seconds = Math.max(1, Math.min(timeline.widthMs, endMs - startMs) / 1000);
    points.push(startMs / 1000);
    const before = (holds: (earlier: Window) => boolean) => lastBefore(timeline.windows, index, holds);
    chart.series.forEach((series, at) => {
      values[at]?.push(window === undefined ? null : series.value(window, { startMs, seconds, before }));
    });
  });
  return { points, values };
}

function lastBefore<Window>(
  windows: readonly (Window | undefined)[],
  index: number,
  holds: (window: Window) => boolean,
): Window | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const window = windows[at];
    if (window !== undefined && holds(window)) return window;
  }
  return undefined;
}

function tableOf<Window>(chart: TimeChart<Window>, timeline: Timeline<Window>, endMs: number): Sheet {
  const { points, values } = drawn(chart, timeline, endMs);
  return {
    head: [words("from (UTC)"), ...chart.series.map(({ label }) => figures(label))],
    rows: points.map((point, row) => [
      timeOfDay(point),
      ...chart.series.map(({ axis }, at) => {
        const value = values[at]?.[row] ?? null;
        const unit = axis === "right" ? (chart.rightUnit ?? chart.unit) : chart.unit;
        return value === null ? "none" : withUnit(value, unit);
      }),
    ]),
  };
}

/** `03:04:05` */
function timeOfDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
