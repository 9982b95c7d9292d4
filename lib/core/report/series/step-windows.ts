/**
 * The recorder's seconds added up in windows of equal length: counts and histograms, so that a
 * quantile of a window is one of all its requests and never a mean of quantiles.
 */
import type { EndpointStep, LatencyHistogram, Step } from "../../record/step.ts";
import { addHistograms } from "../../record/latency.ts";
import type { WindowKind } from "./timeline.ts";

/** What one endpoint answered, in one window or one phase. */
export interface EndpointCounts {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly latency: LatencyHistogram;
}

export interface StepWindow {
  readonly endpoints: Map<string, EndpointCounts>;
  dropped: number;
  /** Most that existed; null where no row tells. */
  vus: number | null;
}

export const stepWindows: WindowKind<StepWindow> = {
  empty: () => ({ endpoints: new Map(), dropped: 0, vus: null }),
  merged: (earlier, later) => {
    const endpoints = new Map(earlier.endpoints);
    for (const [name, counts] of later.endpoints) addCounts(endpoints, name, counts);
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
export function addCounts(
  to: Map<string, EndpointCounts>,
  key: string,
  { requests, statuses, latency }: EndpointCounts | EndpointStep,
): void {
  const before = to.get(key);
  if (before === undefined) {
    to.set(key, { requests, statuses, latency });
    return;
  }
  to.set(key, {
    requests: before.requests + requests,
    statuses: addStatuses(before.statuses, statuses),
    latency: addHistograms(before.latency, latency),
  });
}

function addStatuses(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum = { ...one };
  for (const [status, count] of Object.entries(other)) sum[status] = (sum[status] ?? 0) + count;
  return sum;
}
