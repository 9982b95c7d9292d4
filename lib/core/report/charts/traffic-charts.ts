/** Charts of what was sent and answered: rates, answers by status, virtual users and drops. */
import type { EndpointCounts, StepWindow } from "../series/step-windows.ts";
import type { Chart } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";
import { offeredPerSecond } from "./offered.ts";
import { isSuccess } from "./is-success.ts";
import { timeChart, type SeriesOf } from "./time-chart.ts";

export function trafficCharts(ground: ChartGround): readonly Chart[] {
  return [rates(ground), statuses(ground), users(ground)];
}

function rates({ record, gathered, endMs, trafficStartMs }: ChartGround): Chart {
  const offered: SeriesOf<StepWindow> = {
    label: "offered",
    axis: "left",
    style: "dashed",
    value: (_, { startMs, seconds }) => {
      const from = (startMs - trafficStartMs) / 1000;
      return offeredPerSecond(record.plan, from, from + seconds);
    },
  };
  const achieved: SeriesOf<StepWindow> = {
    label: "achieved",
    axis: "left",
    style: "line",
    value: (window, { seconds }) => sumOf(window, ({ requests }) => requests) / seconds,
  };
  return timeChart(
    {
      id: "rate",
      title: "Offered and achieved rate",
      caption:
        "Requests of all endpoints a second. Offered is what the plan sends; achieved is what was answered or given up.",
      unit: "perSecond",
      rightUnit: null,
      scale: "linear",
      series: [offered, achieved],
      limits: [],
      bridgesGaps: false,
    },
    gathered.steps,
    endMs,
  );
}

function statuses({ gathered, endMs }: ChartGround): Chart {
  const seen = new Set(gathered.phaseCounts().flatMap(({ statuses: counts }) => [...counts.keys()]));
  const shown = [...seen].filter((status) => !isSuccess(status)).sort();
  const series = shown.map((status): SeriesOf<StepWindow> => ({
    label: status === "0" ? "no answer" : status,
    axis: "left",
    style: "line",
    value: (window, { seconds }) =>
      sumOf(window, ({ statuses: counts }) => counts.get(status) ?? 0) / seconds,
  }));
  return timeChart(
    {
      id: "statuses",
      title: "Errors by status",
      caption:
        shown.length === 0
          ? "Every answer had a status from 200 to 299."
          : "Answers a second with any other status than 200 to 299, and requests that got no answer.",
      unit: "perSecond",
      rightUnit: null,
      scale: "linear",
      series,
      limits: [],
      bridgesGaps: false,
    },
    gathered.steps,
    endMs,
  );
}

function users({ gathered, endMs }: ChartGround): Chart {
  return timeChart(
    {
      id: "users",
      title: "Virtual users and dropped iterations",
      caption:
        "Virtual users that were at work at the end of each second, and iterations a second that were due and never began because none was free.",
      unit: "count",
      rightUnit: "perSecond",
      scale: "linear",
      series: [
        { label: "virtual users at work", axis: "left", style: "line", value: ({ vus }) => vus },
        {
          label: "dropped",
          axis: "right",
          style: "line",
          value: ({ dropped }, { seconds }) => dropped / seconds,
        },
      ],
      limits: [],
      bridgesGaps: false,
    },
    gathered.steps,
    endMs,
  );
}

function sumOf({ endpoints }: StepWindow, figure: (counts: EndpointCounts) => number): number {
  let sum = 0;
  for (const counts of endpoints.values()) sum += figure(counts);
  return sum;
}
