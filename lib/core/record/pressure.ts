/**
 * What a fault that takes processors or memory really took: one for each of its effects, as the kernel or
 * Docker's engine told it to somebody who did not apply it. `before` is measured shortly before the
 * injection, `during` from the injection until shortly before the undo. What counts as taken is
 * for the judge.
 */
export type Pressure = ProcessorsTaken | MemoryTaken | ContainerThrottled | ContainerSqueezed | NotMeasured;

/** Workers on the processors of the system. */
export interface ProcessorsTaken {
  readonly kind: "processorsTaken";
  /** So many were asked for. */
  readonly workers: number;
  /** So many processors the services may use. */
  readonly processors: number;
  /** Of those, on average, by the workers: 0 to `processors`. */
  readonly takenProcessors: number;
  readonly waits: readonly ServiceWait[];
}

/** How long the threads of a service waited for a processor while they could have run, in seconds a second. */
export interface ServiceWait {
  readonly service: string;
  readonly beforeSecondsPerSecond: number;
  readonly duringSecondsPerSecond: number;
}

/** By a process that holds it. */
export interface MemoryTaken {
  readonly kind: "memoryTaken";
  readonly askedBytes: number;
  /** Resident; the least that was seen. */
  readonly heldBytes: number;
  /** What the machine could still give to others. */
  readonly availableBytesBefore: number;
  readonly availableBytesDuring: number;
}

/** A container that was held back by its CPU limit. */
export interface ContainerThrottled {
  readonly kind: "containerThrottled";
  readonly container: string;
  readonly before: Throttling;
  readonly during: Throttling;
}

export interface Throttling {
  /** Of the scheduler (100 ms usually), those in which the container had something to do. */
  readonly periods: number;
  /** Those in which it had used up its limit, and stood still. */
  readonly throttledPeriods: number;
  readonly throttledSeconds: number;
}

/** A container that had less memory. */
export interface ContainerSqueezed {
  readonly kind: "containerSqueezed";
  readonly container: string;
  /** As planned. */
  readonly askedLimitBytes: number;
  /** As the kernel has it. */
  readonly limitBytes: number;
  /** Without page cache that can be dropped; the most that was seen. */
  readonly usedBytes: number;
  /** How often it ran into its limit while the fault was in; null where the engine does not tell (cgroup v2). */
  readonly limitHits: number | null;
  /** It ended and was started while the fault was in. */
  readonly startedAnew: boolean;
}

export interface NotMeasured {
  readonly kind: "notMeasured";
  /** In words, without a full stop. */
  readonly why: string;
}
