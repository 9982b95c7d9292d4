/** Pushed series as k6 makes them, to be varied by a test in the one field that it is about. */
import type { LatencyHistogram } from "../../../../lib/core/record/step.ts";
import type { PushedSeries } from "../../../../lib/core/recording/pushed-series.ts";

type Labels = Readonly<Record<string, string>>;

const usual = { endpoint: "items_list", phase: "main", scenario: "steady", status: "200" };

/** A counter or a gauge. */
export function aSeries(name: string, atMs: number, value: number, varied: Labels = {}): PushedSeries {
  return { ...identified(name, varied), values: [{ atMs, value }], histograms: [] };
}

export function aHistogramSeries(
  atMs: number,
  histogram: Partial<LatencyHistogram>,
  varied: Labels = {},
): PushedSeries {
  const whole = { schema: 3, zeroCount: 0, sumSeconds: 0, buckets: [], ...histogram };
  return {
    ...identified("k6_http_req_duration_seconds", varied),
    values: [],
    histograms: [{ atMs, histogram: whole }],
  };
}

function identified(name: string, varied: Labels): Pick<PushedSeries, "key" | "labels"> {
  const labels = { __name__: name, ...usual, ...varied };
  return { key: JSON.stringify(labels), labels };
}
