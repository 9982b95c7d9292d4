/**
 * What each process, container or service used, in windows of equal length: CPU as the mean of a
 * window's samples, the others as its largest (a peak is what a limit is about), totals as they stood
 * at its last sample. Sources are kept apart: their figures of one subject are not quite the same thing.
 */
import type { ResourceSample, ResourceSource } from "../../record/resource.ts";
import type { WindowKind } from "./timeline.ts";

/** Totals that only grow: their rate is the difference between two windows. */
export const totalQuantities = [
  "networkReceivedBytes",
  "networkSentBytes",
  "blockReadBytes",
  "blockWrittenBytes",
] as const;

export type TotalQuantity = (typeof totalQuantities)[number];

/** What one subject used in one window, as one source tells it. */
export interface Usage {
  readonly cpuSum: number;
  readonly cpuSamples: number;
  readonly residentBytes: number | null;
  readonly eventLoopLagSeconds: number | null;
  readonly connections: number | null;
  readonly totals: Readonly<Record<TotalQuantity, number | null>>;
  /** Of the last sample that told a total. */
  readonly totalsAtMs: number;
}

/** Usage by subject and source. */
export type UsageWindow = Map<string, Map<ResourceSource, Usage>>;

export const usageWindows: WindowKind<UsageWindow> = {
  empty: () => new Map(),
  merged: (earlier, later) => {
    const merged: UsageWindow = new Map();
    for (const [subject, bySource] of [...earlier, ...later]) {
      for (const [source, usage] of bySource) add(merged, subject, source, usage);
    }
    return merged;
  },
};

export function addSample(window: UsageWindow, sample: ResourceSample): void {
  add(window, sample.subject, sample.source, usageOf(sample));
}

function add(window: UsageWindow, subject: string, source: ResourceSource, usage: Usage): void {
  const bySource = window.get(subject) ?? new Map<ResourceSource, Usage>();
  const before = bySource.get(source);
  bySource.set(source, before === undefined ? usage : mergedUsage(before, usage));
  window.set(subject, bySource);
}

function usageOf(sample: ResourceSample): Usage {
  const { cpuCores, residentBytes, eventLoopLagSeconds, connections, atMs } = sample;
  return {
    cpuSum: cpuCores ?? 0,
    cpuSamples: cpuCores === null ? 0 : 1,
    residentBytes,
    eventLoopLagSeconds,
    connections,
    totals: sample,
    totalsAtMs: totalQuantities.some((quantity) => sample[quantity] !== null) ? atMs : 0,
  };
}

function mergedUsage(earlier: Usage, later: Usage): Usage {
  const told = later.totalsAtMs > 0 ? later : earlier;
  return {
    cpuSum: earlier.cpuSum + later.cpuSum,
    cpuSamples: earlier.cpuSamples + later.cpuSamples,
    residentBytes: larger(earlier.residentBytes, later.residentBytes),
    eventLoopLagSeconds: larger(earlier.eventLoopLagSeconds, later.eventLoopLagSeconds),
    connections: larger(earlier.connections, later.connections),
    totals: told.totals,
    totalsAtMs: told.totalsAtMs,
  };
}

function larger(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}
