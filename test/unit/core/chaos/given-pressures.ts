/** Pressures under which a system really was, to be varied by a test in what it is about. */
import type {
  ContainerSqueezed,
  ContainerThrottled,
  MemoryTaken,
  NotMeasured,
  ProcessorsTaken,
} from "../../../../lib/core/record/pressure.ts";

const MEBIBYTE = 2 ** 20;

export function processorsTaken(varied: Partial<ProcessorsTaken> = {}): ProcessorsTaken {
  return {
    kind: "processorsTaken",
    workers: 4,
    processors: 2,
    takenProcessors: 1.6,
    waits: [{ service: "api", beforeSecondsPerSecond: 0.002, duringSecondsPerSecond: 0.31 }],
    ...varied,
  };
}

export function memoryTaken(varied: Partial<MemoryTaken> = {}): MemoryTaken {
  return {
    kind: "memoryTaken",
    askedBytes: 256 * MEBIBYTE,
    heldBytes: 300 * MEBIBYTE,
    availableBytesBefore: 2048 * MEBIBYTE,
    availableBytesDuring: 1740 * MEBIBYTE,
    ...varied,
  };
}

export function containerThrottled(varied: Partial<ContainerThrottled> = {}): ContainerThrottled {
  return {
    kind: "containerThrottled",
    container: "shop-api-1",
    before: { periods: 80, throttledPeriods: 0, throttledSeconds: 0 },
    during: { periods: 200, throttledPeriods: 124, throttledSeconds: 12.5 },
    ...varied,
  };
}

export function containerSqueezed(varied: Partial<ContainerSqueezed> = {}): ContainerSqueezed {
  return {
    kind: "containerSqueezed",
    container: "shop-api-1",
    askedLimitBytes: 100 * MEBIBYTE,
    limitBytes: 100 * MEBIBYTE,
    usedBytes: 90 * MEBIBYTE,
    limitHits: 0,
    startedAnew: false,
    ...varied,
  };
}

export const notMeasured: NotMeasured = { kind: "notMeasured", why: "no Docker engine answers" };
