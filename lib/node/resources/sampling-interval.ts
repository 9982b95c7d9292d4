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
