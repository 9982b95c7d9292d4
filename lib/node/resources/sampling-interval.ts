/**
 * How often resources are sampled: so that a run has some 240 samples of everything, but not more than
 * one a second, for CPU time is counted in hundredths, and at least one in 30 s, which is fine enough
 * for a night.
 */
const SAMPLES_WANTED = 240;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

export function samplingIntervalMs(plannedSeconds: number): number {
  const wanted = (plannedSeconds * 1000) / SAMPLES_WANTED;
  return Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, wanted)));
}

/** Prometheus' own usual interval: more often it would repeat itself. */
const SHORTEST_ASKED_MS = 15_000;
/** It refuses a range of more than 11,000 points. */
const MOST_ASKED = 10_000;

/** How far apart the moments are for which a Prometheus is asked. @param lengthMs of the run */
export function askedIntervalMs(intervalMs: number, lengthMs: number): number {
  return Math.max(SHORTEST_ASKED_MS, intervalMs, Math.ceil(lengthMs / MOST_ASKED));
}
