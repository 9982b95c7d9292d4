/** Reads a process's CPU time, memory and waits for a CPU about once a second until it is told to stop. */
import { performance } from "node:perf_hooks";
import pidusage from "pidusage";
import type { CpuReading } from "./generator-health.ts";
import { turnCounter } from "./turn-counter.ts";

const INTERVAL_MS = 1_000;

export interface CpuWatch {
  /** Everything that was read by now. */
  readonly readings: readonly CpuReading[];
  stop(): void;
}

export function watchCpu(pid: number): CpuWatch {
  const readings: CpuReading[] = [];
  const turns = turnCounter(pid);
  const read = async () => {
    try {
      const { ctime, memory } = await pidusage(pid);
      readings.push({ atMs: performance.now(), cpuMs: ctime, residentBytes: memory, turns: turns() });
    } catch {
      // The process has just ended, or the platform does not tell: one reading less.
    }
  };
  void read();
  const timer = setInterval(() => void read(), INTERVAL_MS);
  return { readings, stop: () => clearInterval(timer) };
}
