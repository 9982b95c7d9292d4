/**
 * Was what a fault is meant to take really taken? The answer for faults of processors and memory, which a
 * system that withstands them need not feel: the probe sees nothing of them then.
 *
 * Each limit says from when on the fault is more than its name. What the services felt of it (how long they
 * waited for a processor, what the machine had left) is told beside it and does not decide: a system
 * that feels little has withstood the fault.
 */
import type {
  ContainerSqueezed,
  ContainerThrottled,
  MemoryTaken,
  Pressure,
  ProcessorsTaken,
  Throttling,
} from "../record/pressure.ts";

/** Of the processors that the services may use, by the workers: with less, more would be left to the services than was taken. */
const LEAST_TAKEN_SHARE = 0.5;
/** Of the bytes that were asked for; a little of a large block may be swapped out or shared. */
const LEAST_HELD_SHARE = 0.95;
/** Of the scheduler's periods, one in ten more than before: a container that never needs its limit is never throttled. */
const LEAST_MORE_THROTTLED_SHARE = 0.1;
/** Of a memory limit that counts as reached where nobody tells how often the container ran into it. */
const NEAR_LIMIT_SHARE = 0.9;

/** `unknown`: nobody measured it, or some of it could not be, and the rest was not taken. */
export type Taken = "taken" | "notTaken" | "unknown";

/** Of several containers one is enough: whether the others need what they are left with is part of what is asked. */
export function takenBy(pressures: readonly Pressure[]): Taken {
  if (pressures.some(isUnder)) return "taken";
  const isKnown = pressures.length > 0 && pressures.every(({ kind }) => kind !== "notMeasured");
  return isKnown ? "notTaken" : "unknown";
}

function isUnder(pressure: Pressure): boolean {
  switch (pressure.kind) {
    case "processorsTaken":
      return takenShare(pressure) >= LEAST_TAKEN_SHARE;
    case "memoryTaken":
      return heldShare(pressure) >= LEAST_HELD_SHARE;
    case "containerThrottled":
      return moreThrottled(pressure) >= LEAST_MORE_THROTTLED_SHARE;
    case "containerSqueezed":
      return isSqueezed(pressure);
    case "notMeasured":
      return false;
  }
}

function takenShare({ takenProcessors, processors }: ProcessorsTaken): number {
  return processors > 0 ? takenProcessors / processors : 0;
}

function heldShare({ heldBytes, askedBytes }: MemoryTaken): number {
  return askedBytes > 0 ? heldBytes / askedBytes : 0;
}

function moreThrottled({ before, during }: ContainerThrottled): number {
  return throttledShare(during) - throttledShare(before);
}

function throttledShare({ periods, throttledPeriods }: Throttling): number {
  return periods > 0 ? throttledPeriods / periods : 0;
}

/** The limit has to be in force, and the container near it, or ended by it. */
function isSqueezed({ askedLimitBytes, limitBytes, usedBytes, limitHits, startedAnew }: ContainerSqueezed) {
  if (limitBytes > askedLimitBytes) return false;
  return startedAnew || (limitHits ?? 0) > 0 || usedBytes >= NEAR_LIMIT_SHARE * limitBytes;
}
