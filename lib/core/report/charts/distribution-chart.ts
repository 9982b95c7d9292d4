/** How the latencies of each endpoint are spread over a whole run, its warm-up left out. */
import { phaseNames } from "../../record/names.ts";
import type { LatencyHistogram } from "../../record/step.ts";
import { count, duration } from "../../record/units.ts";
import type { PhaseCounts } from "../series/gathered.ts";
import { addHistograms, bucketBound, emptyHistogram, histogramQuantile } from "../../record/latency.ts";
import { figures, type Sheet, words } from "../sheet.ts";
import type { Chart, Series } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";

const quantiles = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const;

interface Spread {
  readonly endpoint: string;
  readonly requests: number;
  readonly latency: LatencyHistogram;
}

/** Null where no request was answered. */
export function distributionChart({ gathered, endpoints }: ChartGround): Chart | null {
  const counts = gathered.phaseCounts().filter(({ phase }) => phase !== phaseNames.warmup);
  const spreads = endpoints
    .map((endpoint) => spreadOf(endpoint, counts))
    .filter(({ latency }) => latency.buckets.length > 0);
  if (spreads.length === 0) return null;
  const bounds = spreads.flatMap(({ latency }) =>
    latency.buckets.map(([index]) => bucketBound(latency, index)),
  );
  const points = [...new Set(bounds)].sort((one, other) => one - other);
  return {
    id: "distribution",
    title: "Latency distribution",
    caption:
      "Which share of an endpoint's answers took about that long; a second hill is a second way that requests go. The warm-up is left out.",
    across: "latency",
    unit: "share",
    rightUnit: null,
    scale: "linear",
    points,
    series: spreads.map((spread) => seriesOf(spread, points)),
    limits: [],
    bridgesGaps: false,
    table: quantileSheet(spreads),
  };
}

function spreadOf(endpoint: string, counts: readonly PhaseCounts[]): Spread {
  const own = counts.filter((each) => each.endpoint === endpoint);
  return {
    endpoint,
    requests: own.reduce((sum, { requests }) => sum + requests, 0),
    latency: own.map(({ latency }) => latency).reduce(addHistograms, emptyHistogram),
  };
}

/** Empty buckets between full ones are shares of 0; outside of them nothing is drawn. */
function seriesOf({ endpoint, latency }: Spread, points: readonly number[]): Series {
  const total = latency.zeroCount + latency.buckets.reduce((sum, [, inBucket]) => sum + inBucket, 0);
  const shares = new Map(
    latency.buckets.map(([index, inBucket]) => [bucketBound(latency, index), inBucket / total]),
  );
  const [least, most] = [Math.min(...shares.keys()), Math.max(...shares.keys())];
  const values = points.map((point) => (point < least || point > most ? null : (shares.get(point) ?? 0)));
  return { label: endpoint, axis: "left", style: "line", values };
}

function quantileSheet(spreads: readonly Spread[]): Sheet {
  return {
    head: [
      words("endpoint"),
      figures("requests"),
      ...quantiles.map((quantile) => figures(`p${Number((quantile * 100).toPrecision(4))}`)),
    ],
    rows: spreads.map(({ endpoint, requests, latency }) => [
      endpoint,
      count(requests),
      ...quantiles.map((quantile) => {
        const seconds = histogramQuantile(latency, quantile);
        return seconds === null ? "none" : duration(seconds);
      }),
    ]),
  };
}
