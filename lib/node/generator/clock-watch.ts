/**
 * Was the machine's clock set while k6 ran? Nothing inside k6 can tell: all that a script can read is
 * that very clock. Here the clock is held against one that nobody can set, several times a second.
 * Sees the steps of this machine: k6 runs on it.
 */
import { performance } from "node:perf_hooks";
import { clock } from "../../core/record/clock.ts";
import { duration } from "../../core/record/units.ts";

/** Both in milliseconds. */
export interface Clocks {
  /** What the clock on the wall says. */
  readonly wallMs: () => number;
  /** Since whenever; never set. */
  readonly monotonicMs: () => number;
}

export interface ClockStep {
  /** By the clock as it was after the step. */
  readonly atMs: number;
  /** Above 0 forward, below 0 back. */
  readonly seconds: number;
}

export interface ClockWatch {
  /** Ends the watch; the steps in the order of time. */
  stop(): ClockStep[];
}

const INTERVAL_MS = 250;
/** Two readings that take longer apart say nothing: somebody else had the CPU in between. */
const LONGEST_READING_MS = 10;

export const machineClocks: Clocks = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

export function watchClock(clocks: Clocks = machineClocks): ClockWatch {
  const steps: ClockStep[] = [];
  const next = stepDetector(clocks);
  const look = () => {
    const step = next();
    if (step !== null) steps.push(step);
  };
  const timer = setInterval(look, INTERVAL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return steps;
    },
  };
}

/** @returns a function that reads both clocks and tells of a step since its last reading, or null */
export function stepDetector(clocks: Clocks): () => ClockStep | null {
  let before: number | null = offsetMs(clocks);
  return () => {
    const now = offsetMs(clocks);
    if (now === null) return null;
    const seconds = (now - (before ?? now)) / 1000;
    before = now;
    return Math.abs(seconds) > clock.toleratedStepSeconds ? { atMs: clocks.wallMs(), seconds } : null;
  };
}

export function stepInWords({ atMs, seconds }: ClockStep): string {
  const way = seconds > 0 ? "forward" : "back";
  return `the clock was set ${way} by ${duration(Math.abs(seconds))} at ${new Date(atMs).toISOString()}`;
}

/** How far the one clock is before the other; null where that cannot be read closely enough. */
function offsetMs({ wallMs, monotonicMs }: Clocks): number | null {
  const start = monotonicMs();
  const wall = wallMs();
  const end = monotonicMs();
  return end - start > LONGEST_READING_MS ? null : wall - end;
}
