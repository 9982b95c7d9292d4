/**
 * A latency histogram that others are added to in place. The seconds of a night are hundreds of
 * thousands: a new histogram for each would be most of what their report costs.
 */
import type { LatencyHistogram } from "./step.ts";

/** Where nothing was added: that of k6. */
const USUAL_SCHEMA = 3;

export interface HistogramSum {
  add(histogram: LatencyHistogram): void;
  /** What was added until now. */
  histogram(): LatencyHistogram;
}

export function histogramSum(): HistogramSum {
  let schema: number | null = null;
  let zeroCount = 0;
  let sumSeconds = 0;
  let counts = new Map<number, number>();

  /** Of two resolutions the coarser stays: its buckets hold whole ones of the finer. */
  const coarsen = (to: number) => {
    const before = counts;
    const width = 2 ** ((schema ?? to) - to);
    counts = new Map();
    for (const [index, count] of before) addTo(counts, Math.ceil(index / width), count);
    schema = to;
  };

  return {
    add: (histogram) => {
      // The resolution of an empty one says nothing.
      if (histogram.buckets.length === 0 && histogram.zeroCount === 0) return;
      if (schema === null || histogram.schema < schema) coarsen(histogram.schema);
      const width = 2 ** (histogram.schema - (schema ?? histogram.schema));
      for (const [index, count] of histogram.buckets) addTo(counts, Math.ceil(index / width), count);
      zeroCount += histogram.zeroCount;
      sumSeconds += histogram.sumSeconds;
    },
    histogram: () => ({
      schema: schema ?? USUAL_SCHEMA,
      zeroCount,
      sumSeconds,
      buckets: [...counts].sort(([one], [other]) => one - other),
    }),
  };
}

function addTo(counts: Map<number, number>, index: number, count: number): void {
  counts.set(index, (counts.get(index) ?? 0) + count);
}
