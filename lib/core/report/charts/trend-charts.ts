/**
 * For each quantity that a soak looked for growth in: its course, and the line of Sen's slope through
 * it. The line goes through the median of the residuals, as Sen's estimator has it (Conover 1980).
 */
import { phaseNames } from "../../record/names.ts";
import type { TrendResult } from "../../record/trend.ts";
import { outcomeInWords, quantityInWords } from "../sheets/trends.ts";
import { histogramQuantile } from "../../record/latency.ts";
import type { UsageWindow } from "../series/resource-windows.ts";
import { trustedSource } from "../series/trusted-source.ts";
import type { Chart, Unit } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";
import { timeChart } from "./time-chart.ts";

const SECONDS_PER_HOUR = 3600;

const units: Readonly<Record<TrendResult["quantity"], Unit>> = {
  residentBytes: "bytes",
  eventLoopLagSeconds: "seconds",
  connections: "count",
  latencyP95Seconds: "seconds",
};

export function trendCharts(ground: ChartGround): readonly Chart[] {
  return ground.record.trends.map((trend, index) =>
    withSenLine(courseOf(ground, trend, index), trend, ground),
  );
}

function courseOf(ground: ChartGround, trend: TrendResult, index: number): Chart {
  const { subject, quantity, outcome, text } = trend;
  const described = {
    id: `trend-${index}`,
    title: `${subject}, ${quantityInWords[quantity]}: ${outcomeInWords[outcome]}`,
    caption: text,
    unit: units[quantity],
    rightUnit: null,
    scale: "linear" as const,
    limits: [],
    bridgesGaps: true,
  };
  const line = { label: quantityInWords[quantity], axis: "left", style: "line" } as const;
  const { gathered, endMs } = ground;
  if (quantity !== "latencyP95Seconds") {
    const { resources } = gathered;
    const source = trustedSource(resources.windows, subject, (usage) => usage[quantity] !== null);
    const value = (window: UsageWindow) =>
      source === null ? null : (window.get(subject)?.get(source)?.[quantity] ?? null);
    return timeChart({ ...described, series: [{ ...line, value }] }, resources, endMs);
  }
  return timeChart(
    {
      ...described,
      series: [
        {
          ...line,
          value: ({ endpoints }) => {
            const counts = endpoints.get(subject);
            return counts === undefined ? null : histogramQuantile(counts.latency, 0.95);
          },
        },
      ],
    },
    gathered.steps,
    endMs,
  );
}

/** From the end of the warm-up on: what came before was not looked at. */
function withSenLine(chart: Chart, { slopePerHour }: TrendResult, ground: ChartGround): Chart {
  const [course] = chart.series;
  if (slopePerHour === null || course === undefined) return chart;
  const from = warmupEndSeconds(ground);
  const slope = slopePerHour / SECONDS_PER_HOUR;
  const residuals = chart.points.flatMap((point, index) => {
    const value = course.values[index] ?? null;
    return value === null || point < from ? [] : [value - slope * point];
  });
  if (residuals.length === 0) return chart;
  const intercept = median(residuals);
  const values = chart.points.map((point) => (point < from ? null : intercept + slope * point));
  return {
    ...chart,
    series: [...chart.series, { label: "Sen's slope", axis: "left", style: "dashed", values }],
  };
}

function warmupEndSeconds({ record, trafficStartMs }: ChartGround): number {
  const ends = record.plan.executors
    .filter(({ phase }) => phase === phaseNames.warmup)
    .map(({ startSeconds, shape }) => startSeconds + shape.durationSeconds);
  return trafficStartMs / 1000 + Math.max(0, ...ends);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
