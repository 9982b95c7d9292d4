/** Whether a quantity of a process, or the latency of an endpoint, grew during a run: a soak's question. */
import type { ResourceQuantity } from "./resource.ts";

export type TrendOutcome = "leak" | "levelled" | "stable" | "inconclusive";

export interface TrendResult {
  /** A process (`api`), or an endpoint for latency. */
  readonly subject: string;
  readonly quantity: ResourceQuantity | "latencyP95Seconds";
  /** `leak` of a latency means that it went on growing. */
  readonly outcome: TrendOutcome;
  /** Samples that were looked at, the warm-up left out. */
  readonly samples: number;
  /** Sen's slope, in the quantity's unit; null with too few samples. */
  readonly slopePerHour: number | null;
  /** Two-sided, of the Mann-Kendall test with autocorrelation taken into account. */
  readonly pValue: number | null;
  /** Until the limit is reached at this slope; null without a limit or without growth. */
  readonly hoursToLimit: number | null;
  /** A sentence for a person, with the figures that decided. */
  readonly text: string;
}
