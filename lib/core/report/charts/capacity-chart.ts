/** What a search for the breaking point got at each of its rates. */
import type { RunRecord } from "../../record/record.ts";
import { capacitySheet } from "../sheets/capacity.ts";
import type { Chart } from "./chart.ts";

/** Null where nothing was searched for. */
export function capacityChart({ capacity, traffic }: RunRecord): Chart | null {
  if (capacity === null || capacity.steps.length === 0) return null;
  const slowest = capacity.steps.map(({ phase }) => {
    const own = traffic.filter((each) => each.phase === phase);
    const p95 = own.flatMap(({ latencySeconds }) => (latencySeconds === null ? [] : [latencySeconds.p95]));
    return p95.length === 0 ? null : Math.max(...p95);
  });
  return {
    id: "capacity",
    title: "Achieved rate and latency by offered rate",
    caption:
      "Each point is a step of the search. Where the achieved rate bends away or the p95 of the slowest endpoint climbs, the system is full.",
    across: "rate",
    unit: "perSecond",
    rightUnit: "seconds",
    scale: "linear",
    points: capacity.steps.map(({ ratePerSecond }) => ratePerSecond),
    series: [
      {
        label: "achieved",
        axis: "left",
        style: "line",
        values: capacity.steps.map(({ achievedPerSecond }) => achievedPerSecond),
      },
      { label: "p95 of the slowest endpoint", axis: "right", style: "dashed", values: slowest },
    ],
    limits: [],
    bridgesGaps: false,
    table: capacitySheet(capacity),
  };
}
