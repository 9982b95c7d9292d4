/**
 * The recorder's seconds added up in windows of equal length: counts and histograms, so that a
 * quantile of a window is one of all its requests and never a mean of quantiles.
 */
import type { EndpointStep, LatencyHistogram, Step } from "../../record/step.ts";
import { histogramSum, type HistogramSum } from "./histogram-sum.ts";
import type { WindowKind } from "./timeline.ts";

/** What one endpoint answered, in one window or one phase. */
export interface EndpointCounts {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly latency: LatencyHistogram;
}

/** Counts that grow as rows are read. */
interface Tally extends EndpointCounts {
  requests: number;
  readonly statuses: Record<string, number>;
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
      for (const [name, counts] of own) addCounts(endpoints, name, counts);
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

/** Adds to what is known under that key. What is added stays as it is. */
export function addCounts(
  to: Tallies,
  key: string,
  { requests, statuses, latency }: EndpointCounts | EndpointStep,
): void {
  const tally = to.get(key) ?? emptyTally();
  to.set(key, tally);
  tally.requests += requests;
  for (const [status, count] of Object.entries(statuses)) {
    tally.statuses[status] = (tally.statuses[status] ?? 0) + count;
  }
  tally.latencies.add(latency);
}

function emptyTally(): Tally {
  const latencies = histogramSum();
  return {
    requests: 0,
    statuses: {},
    latencies,
    get latency() {
      return latencies.histogram();
    },
  };
}
