/** What is read at one moment of a system from which a fault takes something; a pressure is the difference of such readings. */

export type PressureReading =
  | ProcessorsReading
  | MemoryReading
  | ContainerReading
  /** In words, without a full stop. */
  | { readonly kind: "unreadable"; readonly why: string };

/** Of threads since they began. */
export interface ThreadTimes {
  readonly ranSeconds: number;
  /** Could have run, and had no processor. */
  readonly waitedSeconds: number;
}

/** By process and thread, so that one that began or ended between two readings is told apart. */
export type TimesByThread = Readonly<Record<string, ThreadTimes>>;

export interface ProcessorsReading {
  readonly kind: "processors";
  readonly atMs: number;
  readonly askedWorkers: number;
  /** So many the services may use. */
  readonly processors: number;
  /** Of the workers that can run on these processors alone. */
  readonly workers: TimesByThread;
  readonly services: readonly { readonly name: string; readonly threads: TimesByThread }[];
}

export interface MemoryReading {
  readonly kind: "memory";
  readonly askedBytes: number;
  readonly heldBytes: number;
  readonly availableBytes: number;
}

export interface ContainerReading {
  readonly kind: "container";
  readonly container: string;
  /** What the fault takes from it; `askedLimitBytes` is the limit that it is to get. */
  readonly takes:
    { readonly what: "processors" } | { readonly what: "memory"; readonly askedLimitBytes: number };
  /** Opaque: compare for equality only. */
  readonly startedAt: string;
  /** Since it was started. Figures that the engine does not tell are null. */
  readonly periods: number | null;
  readonly throttledPeriods: number | null;
  readonly throttledSeconds: number | null;
  readonly limitBytes: number | null;
  readonly usedBytes: number | null;
  readonly limitHits: number | null;
}
