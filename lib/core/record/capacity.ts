/** What a search for the breaking point found, step by step. */

export interface CapacityStep {
  readonly phase: string;
  readonly ratePerSecond: number;
  readonly achievedPerSecond: number;
  readonly outcome: "met" | "missed" | "undecided";
}

export interface Capacity {
  readonly steps: readonly CapacityStep[];
  /** The highest rate at which every objective was met, all lower ones too; null where even the first failed. */
  readonly sustainedPerSecond: number | null;
  /** The objective that broke, by id; null where the ceiling was reached first. */
  readonly brokenBy: string | null;
}

/** How long a disturbed system took to be itself again after the disturbance ended. */
export interface Recovery {
  /** The phase that disturbed it. */
  readonly after: string;
  /** To the first second from which on every objective on latency and errors was kept; null if that never came. */
  readonly seconds: number | null;
}
