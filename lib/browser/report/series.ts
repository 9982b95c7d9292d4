/** The lines of a chart, and what the legend says of them under the cursor. */
import type uPlot from "uplot";
import type { Unit } from "../../core/report/charts/chart.ts";
import { withUnit } from "../../core/report/charts/unit-text.ts";
import type { DrawnChart } from "../../core/report/charts/drawn-chart.ts";
import type { Theme } from "./theme.ts";

const DASHES = [6, 4];

export function seriesOf(chart: DrawnChart, theme: Theme): uPlot.Series[] {
  const across: uPlot.Series = {
    label: acrossLabel(chart),
    value: (_, value: number | null) => (value === null ? "" : acrossText(value, chart)),
  };
  const lines = chart.series.map((series, index): uPlot.Series => {
    const unit = series.axis === "right" ? (chart.rightUnit ?? chart.unit) : chart.unit;
    return {
      label: series.label,
      scale: series.axis,
      stroke: theme.series[index % theme.series.length] ?? theme.text,
      width: 1.5,
      spanGaps: chart.bridgesGaps,
      ...(series.style === "dashed" || index >= theme.series.length ? { dash: DASHES } : {}),
      value: (_, value: number | null, __, index) => {
        if (index === null) return ""; // no cursor
        return value === null ? "none" : withUnit(value, unit);
      },
    };
  });
  return [across, ...lines];
}

/** A point in words, for people who hear the page. */
export function pointInWords(chart: DrawnChart, index: number): string {
  const point = chart.points[index];
  const figures = chart.series.map(({ label, values, axis }) => {
    const value = values[index] ?? null;
    const unit: Unit = axis === "right" ? (chart.rightUnit ?? chart.unit) : chart.unit;
    return `${label} ${value === null ? "none" : withUnit(value, unit)}`;
  });
  return `${acrossText(point ?? null, chart)}: ${figures.join(", ")}`;
}

function acrossLabel({ across }: DrawnChart): string {
  if (across === "time") return "time";
  return across === "latency" ? "up to" : "offered";
}

function acrossText(value: number | null, { across }: DrawnChart): string {
  if (value === null) return "none";
  if (across === "time") return new Date(value * 1000).toISOString().slice(11, 19);
  return withUnit(value, across === "latency" ? "seconds" : "perSecond");
}
