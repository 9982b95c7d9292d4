/** For each endpoint: how long its answers took over time, against the limits of its objectives. */
import { percent } from "../../record/units.ts";
import { histogramQuantile } from "../series/latency.ts";
import type { StepWindow } from "../series/step-windows.ts";
import type { Chart, Limit } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";
import { timeChart, type SeriesOf } from "./time-chart.ts";

const quantiles = [
  { label: "p50", quantile: 0.5 },
  { label: "p95", quantile: 0.95 },
  { label: "p99", quantile: 0.99 },
] as const;

export function latencyCharts(ground: ChartGround): readonly Chart[] {
  return ground.endpoints.map((endpoint, index) =>
    timeChart(
      {
        id: `latency-${index}`,
        title: `Latency of ${endpoint}`,
        caption:
          "Half, 95 % and 99 % of the answers took no longer than this, from histograms whose buckets are 9 % wide. Each line of the grid is ten times the one below.",
        unit: "seconds",
        rightUnit: null,
        scale: "logarithmic",
        series: quantiles.map(({ label, quantile }) => quantileOf(endpoint, label, quantile)),
        limits: limitsOf(ground, endpoint),
        bridgesGaps: false,
      },
      ground.gathered.steps,
      ground.endMs,
    ),
  );
}

function quantileOf(endpoint: string, label: string, quantile: number): SeriesOf<StepWindow> {
  return {
    label,
    axis: "left",
    style: "line",
    value: ({ endpoints }) => {
      const counts = endpoints.get(endpoint);
      return counts === undefined ? null : histogramQuantile(counts.latency, quantile);
    },
  };
}

function limitsOf({ record }: Pick<ChartGround, "record">, endpoint: string): readonly Limit[] {
  return record.plan.objectives.flatMap(({ endpoint: of, goal, bad }) =>
    of === endpoint && bad.kind === "slowerThan"
      ? [{ label: `limit for ${percent(goal)}`, value: bad.limitSeconds }]
      : [],
  );
}
