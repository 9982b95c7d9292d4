/**
 * Our own text summary of k6's end-of-test data, for where k6-jslib-summary was not to be had:
 * one line a metric, a mark for each threshold. Meant to be read once on a console, not parsed.
 */
import type { EndOfTest, MetricAtEnd } from "./end-of-test.ts";

/** k6's own layout of a metric's values by its type. */
const shownValues: Readonly<Record<string, readonly string[]>> = {
  counter: ["count", "rate"],
  gauge: ["value", "min", "max"],
  rate: ["rate", "passes", "fails"],
  trend: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
};

export function textSummary(data: EndOfTest, { indent }: { indent: string; enableColors: boolean }): string {
  const names = Object.keys(data.metrics).sort();
  const width = Math.max(0, ...names.map((name) => name.length)) + 2;
  return names
    .flatMap((name) => {
      const metric = data.metrics[name];
      return metric === undefined ? [] : linesOf(name, metric, width);
    })
    .map((line) => indent + line)
    .join("\n");
}

export const jUnit = null;

function linesOf(name: string, metric: MetricAtEnd, width: number): string[] {
  const keys = (shownValues[metric.type] ?? Object.keys(metric.values)).filter((key) => key in metric.values);
  const values = keys.map((key) => `${key}=${format(metric, key)}`).join(" ");
  const thresholds = Object.entries(metric.thresholds ?? {});
  return [
    `${`${name} `.padEnd(width, ".")}: ${values}`,
    ...thresholds.map(([threshold, { ok }]) => `  ${ok ? "✓" : "✗"} ${threshold}`),
  ];
}

function format(metric: MetricAtEnd, key: string): string {
  const value = metric.values[key] ?? Number.NaN;
  if (metric.type === "rate" && key === "rate") return `${rounded(value * 100)}%`;
  if (metric.type === "counter" && key === "rate") return `${withUnit(value, metric.contains)}/s`;
  return withUnit(value, metric.contains);
}

function withUnit(value: number, contains: string): string {
  if (contains === "time") return value >= 1000 ? `${rounded(value / 1000)}s` : `${rounded(value)}ms`;
  if (contains === "data") return `${rounded(value / 1000)}kB`;
  return rounded(value);
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
