/** The timeline of a chaos run: latency and errors over all endpoints, with phases and faults behind them. */
import { addHistograms, histogramQuantile } from "../../record/latency.ts";
import type { StepWindow } from "../series/step-windows.ts";
import type { Chart } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";
import { isSuccess } from "./is-success.ts";
import { timeChart, type SeriesOf } from "./time-chart.ts";

const quantiles = [
  { label: "p50", quantile: 0.5 },
  { label: "p95", quantile: 0.95 },
] as const;

/** None for runs without experiments. */
export function experimentCharts(ground: ChartGround): readonly Chart[] {
  return ground.record.experiments.length === 0 ? [] : [latency(ground), errors(ground)];
}

function latency({ gathered, endMs }: ChartGround): Chart {
  return timeChart(
    {
      id: "experiments-latency",
      title: "Latency through the experiments",
      caption:
        "Half and 95 % of the answers of all endpoints together took no longer than this. Faults are shaded from their injection to their undo.",
      unit: "seconds",
      rightUnit: null,
      scale: "logarithmic",
      series: quantiles.map(({ label, quantile }): SeriesOf<StepWindow> => ({
        label,
        axis: "left",
        style: "line",
        value: (window) => quantileOfAll(window, quantile),
      })),
      limits: [],
      bridgesGaps: false,
    },
    gathered.steps,
    endMs,
  );
}

function errors({ gathered, endpoints, endMs }: ChartGround): Chart {
  return timeChart(
    {
      id: "experiments-errors",
      title: "Errors through the experiments",
      caption:
        "Answers a second with any other status than 200 to 299, and requests that got no answer, by endpoint.",
      unit: "perSecond",
      rightUnit: null,
      scale: "linear",
      series: endpoints.map((endpoint): SeriesOf<StepWindow> => ({
        label: endpoint,
        axis: "left",
        style: "line",
        value: (window, { seconds }) => failedOn(window, endpoint) / seconds,
      })),
      limits: [],
      bridgesGaps: false,
    },
    gathered.steps,
    endMs,
  );
}

function quantileOfAll({ endpoints }: StepWindow, quantile: number): number | null {
  const [first, ...others] = [...endpoints.values()].map((counts) => counts.latency);
  return first === undefined ? null : histogramQuantile(others.reduce(addHistograms, first), quantile);
}

function failedOn({ endpoints }: StepWindow, endpoint: string): number {
  const counts = endpoints.get(endpoint);
  if (counts === undefined) return 0;
  return [...counts.statuses].reduce((sum, [status, seen]) => (isSuccess(status) ? sum : sum + seen), 0);
}
