/**
 * How far the axes of a chart reach: from zero up, and to a limit where that leaves the lines readable.
 * All charts over time reach as far as the run does, so that one moment is at one place in each of them.
 */
import type uPlot from "uplot";
import type { DrawnChart } from "../../core/report/charts/drawn-chart.ts";

/** A limit that is further away than this would press the lines flat; it is told at the edge instead. */
const LIMIT_IN_VIEW = 4;
const HEADROOM = 1.08;
const LOGARITHMIC = 3 as unknown as uPlot.Scale.Distr;

/** From and to. */
export type Span = readonly [number, number];

/** Of every chart over time: of the first of their points to the last. */
export function timeSpanOf(charts: readonly DrawnChart[]): Span {
  const points = charts
    .filter(({ across }) => across === "time")
    .flatMap((chart) => [...chart.points.slice(0, 1), ...chart.points.slice(-1)]);
  return [Math.min(...points), Math.max(...points)];
}

export function scalesOf(chart: DrawnChart, timeSpan: Span): uPlot.Scales {
  return {
    x: acrossScale(chart, timeSpan),
    left:
      chart.scale === "logarithmic"
        ? { distr: LOGARITHMIC, range: (_, least, most) => decades(least, most, chart) }
        : { range: (_, least, most) => fromZero(least, most, chart) },
    right: { range: (_, least, most) => fromZero(least, most, null) },
  };
}

function acrossScale({ across, points }: DrawnChart, [from, to]: Span): uPlot.Scale {
  if (across === "latency") return { time: false, distr: LOGARITHMIC };
  if (across === "rate") return { time: false };
  // Asked for with the chart's own ends where nothing is zoomed, and with what is wanted where something is.
  const range: uPlot.Range.Function = (_, least, most) =>
    least === points[0] && most === points.at(-1) ? [from, to] : [Math.max(least, from), Math.min(most, to)];
  return { time: true, range };
}

function fromZero(least: number | null, most: number | null, chart: DrawnChart | null): [number, number] {
  const top = most === null || most <= 0 ? 1 : most;
  const reached = limitsOf(chart).filter((value) => value <= top * LIMIT_IN_VIEW);
  return [Math.min(0, least ?? 0), Math.max(top, ...reached) * HEADROOM];
}

/** Whole powers of ten around the figures and the limits. */
function decades(least: number | null, most: number | null, chart: DrawnChart): [number, number] {
  const figures = [least ?? 0.001, most ?? 1, ...limitsOf(chart)].filter((value) => value > 0);
  const from = Math.floor(Math.log10(Math.min(...figures)));
  const to = Math.ceil(Math.log10(Math.max(...figures) * HEADROOM));
  return [10 ** from, 10 ** Math.max(to, from + 1)];
}

function limitsOf(chart: DrawnChart | null): readonly number[] {
  return (chart?.limits ?? []).map(({ value }) => value);
}
