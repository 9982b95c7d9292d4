/**
 * The recorder's seconds added up in windows of equal length: counts and histograms, so that a
 * quantile of a window is one of all its requests and never a mean of quantiles.
 */
import type { EndpointStep, LatencyHistogram, Step } from "../../record/step.ts";
import { histogramSum, type HistogramSum } from "../../record/histogram-sum.ts";
import type { WindowKind } from "./timeline.ts";

/** What one endpoint answered, in one window or one phase. */
export interface EndpointCounts {
  readonly requests: number;
  /** Requests by status, `0` for no answer. A map, for an object with a key of `503` has room for 503 before it. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly latency: LatencyHistogram;
}

/** Counts that grow as rows are read. */
interface Tally extends EndpointCounts {
  requests: number;
  readonly statuses: Map<string, number>;
  readonly latencies: HistogramSum;
}

/** By what is counted: an endpoint, or an endpoint in a phase. */
export type Tallies = Map<string, Tally>;

export interface StepWindow {
  readonly endpoints: Tallies;
  dropped: number;
  /** Most that existed; null where no row tells. */
  vus: number | null;
}

export const stepWindows: WindowKind<StepWindow> = {
  empty: () => ({ endpoints: new Map(), dropped: 0, vus: null }),
  merged: (earlier, later) => {
    const endpoints: Tallies = new Map();
    for (const { endpoints: own } of [earlier, later]) {
      for (const [name, counts] of own) addTo(endpoints, name, counts);
    }
    return {
      endpoints,
      dropped: earlier.dropped + later.dropped,
      vus: earlier.vus === null ? later.vus : Math.max(earlier.vus, later.vus ?? 0),
    };
  },
};

export function addStep(window: StepWindow, step: Step): void {
  if (step.kind === "endpoint") addCounts(window.endpoints, step.endpoint, step);
  else if (step.kind === "load") window.dropped += step.dropped;
  else window.vus = Math.max(window.vus ?? 0, step.vus);
}

/** Adds to what is known under that key. */
export function addCounts(to: Tallies, key: string, step: EndpointStep): void {
  const { requests, latency } = step;
  addTo(to, key, { requests, latency, statuses: Object.entries(step.statuses) });
}

interface Added extends Pick<EndpointCounts, "requests" | "latency"> {
  readonly statuses: Iterable<readonly [status: string, count: number]>;
}

function addTo(to: Tallies, key: string, { requests, statuses, latency }: Added): void {
  const tally = to.get(key) ?? emptyTally();
  to.set(key, tally);
  tally.requests += requests;
  for (const [status, count] of statuses) {
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + count);
  }
  tally.latencies.add(latency);
}

function emptyTally(): Tally {
  const latencies = histogramSum();
  return {
    requests: 0,
    statuses: new Map(),
    latencies,
    get latency() {
      return latencies.histogram();
    },
  };
}
