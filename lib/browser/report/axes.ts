/** Axes whose ticks carry their unit, as wide as their longest tick. */
import type uPlot from "uplot";
import type { Unit } from "../../core/report/charts/chart.ts";
import { unitNames, withUnit } from "../../core/report/charts/unit-text.ts";
import type { DrawnChart } from "../../core/report/charts/drawn-chart.ts";
import type { Theme } from "./theme.ts";

const FONT = "12px system-ui, sans-serif";
const CHARACTER_PX = 7;
const GAP_PX = 24;
const RIGHT = 1 as unknown as uPlot.Axis.Side;

/** Ticks of charts over time have room for as much, so that these stand below each other. */
const ALIGNED_CHARACTERS = 7;

const MINUTE = 60;
const HOUR = 3600;
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 96].map((hours) => hours * HOUR),
];

/** Steps of memory are powers of two. */
const byteSteps = Array.from({ length: 50 }, (_, power) => 2 ** power);

export function axesOf(chart: DrawnChart, theme: Theme): uPlot.Axis[] {
  const left = vertical("left", chart, theme);
  if (chart.rightUnit === null) return [acrossAxis(chart, theme), left];
  const right = vertical("right", { ...chart, unit: chart.rightUnit, scale: "linear" }, theme);
  return [acrossAxis(chart, theme), left, { ...right, side: RIGHT, grid: { show: false } }];
}

function acrossAxis({ across }: DrawnChart, theme: Theme): uPlot.Axis {
  const common = { ...drawn(theme), size: 32, labelSize: 18 };
  if (across === "time") {
    const values: uPlot.Axis.Values = (_, splits, __, ___, step) =>
      splits.map((seconds) => clock(seconds, step));
    return { ...common, label: "time (UTC)", space: 60, incrs: timeSteps, values };
  }
  const unit: Unit = across === "latency" ? "seconds" : "perSecond";
  const label = across === "latency" ? "time to answer" : "offered rate";
  const decades = across === "latency" ? decadesOnly(theme) : {};
  return {
    ...common,
    ...decades,
    label,
    space: 60,
    values: (_, splits) => splits.map((value) => text(value, unit)),
  };
}

function vertical(side: "left" | "right", { unit, scale, across }: DrawnChart, theme: Theme): uPlot.Axis {
  const leastCharacters = side === "left" && across === "time" ? ALIGNED_CHARACTERS : 2;
  return {
    ...drawn(theme),
    scale: side,
    ...(scale === "logarithmic" ? decadesOnly(theme) : {}),
    label: unitNames[unit],
    labelSize: 16,
    ...(unit === "bytes" || unit === "bytesPerSecond" ? { incrs: byteSteps } : {}),
    values: (_, splits) => splits.map((value) => text(value, unit)),
    size: (_, values) =>
      GAP_PX + CHARACTER_PX * Math.max(leastCharacters, ...ticks(values).map((value) => value.length)),
  };
}

function drawn({ text: stroke, grid }: Theme): uPlot.Axis {
  const line = { stroke: grid, width: 1 };
  return { stroke, font: FONT, labelFont: FONT, grid: line, ticks: line };
}

/** Between powers of ten there are no ticks: they would run into each other. */
function decadesOnly({ grid }: Theme): uPlot.Axis {
  const filter: uPlot.Axis.Filter = (_, splits) =>
    splits.map((value) => (Math.abs(Math.log10(value) % 1) < 1e-9 ? value : null));
  const line = { stroke: grid, width: 1, filter };
  return { filter, grid: line, ticks: line };
}

/** `03:04`, with seconds where ticks are closer than a minute; days where they are that far apart. */
function clock(seconds: number, step: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (step >= 86_400) return iso.slice(5, 10);
  return step < 60 ? iso.slice(11, 19) : iso.slice(11, 16);
}

/** Null before there are any, whatever the types say. */
function ticks(values: readonly string[] | null): readonly string[] {
  return values ?? [];
}

/** Logarithmic axes leave out ticks by saying null. */
function text(value: number | null, unit: Unit): string {
  return value === null ? "" : withUnit(value, unit);
}
