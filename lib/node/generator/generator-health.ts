/**
 * How busy the load generator was, and whether others kept it from the CPU. Such a generator measures
 * itself, so the judge must know of it. Input: readings of the process's CPU time and of its waits for
 * a CPU, about a second apart; each pair of neighbours is one sample.
 */
import type { GeneratorHealth } from "../../core/record/record.ts";
import { saturation } from "../../core/record/saturation.ts";

export interface CpuReading {
  /** Monotonic. */
  readonly atMs: number;
  /** User and system time since the process started. */
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** Of all its threads since the watch began; null where the platform does not tell. */
  readonly turns: Turns | null;
}

/** Turns on a CPU, and how long they were waited for. */
export interface Turns {
  readonly count: number;
  readonly waitedMs: number;
}

interface Sample {
  readonly tookMs: number;
  readonly share: number;
  /** Null where it is not told, and without a turn. */
  readonly waitPerTurnSeconds: number | null;
}

/** @param readings in the order of time; fewer than two give no share */
export function generatorHealth(readings: readonly CpuReading[], cores: number): GeneratorHealth {
  const samples = samplesOf(readings, cores);
  const totalMs = samples.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const weighted = samples.reduce((sum, { share, tookMs }) => sum + share * tookMs, 0);
  const waits = samples.flatMap(({ waitPerTurnSeconds }) => waitPerTurnSeconds ?? []);
  return {
    cores,
    cpuShareMean: samples.length === 0 ? null : weighted / totalMs,
    cpuShareMax: greatest(samples.map(({ share }) => share)),
    saturatedSeconds: longestStretchMs(samples, ({ share }) => share > saturation.cpuShare) / 1000,
    waitPerTurnSecondsMax: greatest(waits),
    lateSeconds: waits.length === 0 ? null : longestStretchMs(samples, isLate) / 1000,
    maxResidentBytes: greatest(readings.map(({ residentBytes }) => residentBytes)),
    samples: samples.length,
  };
}

function samplesOf(readings: readonly CpuReading[], cores: number): Sample[] {
  return readings.slice(1).flatMap((reading, index) => {
    const before = readings[index];
    if (before === undefined || reading.atMs <= before.atMs) return [];
    const tookMs = reading.atMs - before.atMs;
    const share = (reading.cpuMs - before.cpuMs) / tookMs / cores;
    return [{ tookMs, share, waitPerTurnSeconds: waitPerTurn(before.turns, reading.turns) }];
  });
}

function waitPerTurn(before: Turns | null, now: Turns | null): number | null {
  if (before === null || now === null || now.count <= before.count) return null;
  return (now.waitedMs - before.waitedMs) / (now.count - before.count) / 1000;
}

function isLate({ waitPerTurnSeconds }: Sample): boolean {
  return waitPerTurnSeconds !== null && waitPerTurnSeconds > saturation.waitPerTurnSeconds;
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function longestStretchMs(samples: readonly Sample[], counts: (sample: Sample) => boolean): number {
  let longest = 0;
  let current = 0;
  for (const sample of samples) {
    current = counts(sample) ? current + sample.tookMs : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
