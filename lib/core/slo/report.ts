/** How all objectives stand, as data: what every form of the report shows. */
import type { BudgetState, Outcome } from "./budget.ts";
import type { RunSpan } from "./run-spans.ts";
import type { SlaState } from "./sla.ts";

export interface ReportedObjective extends BudgetState {
  /** The current calendar month; null where no SLA stands behind the objective. */
  readonly sla: SlaState | null;
}

export interface SloReport {
  readonly prometheus: string;
  /** Of labels, to which the series were narrowed; none: all that it has. */
  readonly matchers: readonly string[];
  /** By Prometheus' clock. */
  readonly atSeconds: number;
  readonly objectives: readonly ReportedObjective[];
  /** Runs on that system within the windows, the newest first. */
  readonly runs: readonly RunSpan[];
  /** What a reader should know: objectives that nothing is counted for, runs that could not be read. */
  readonly notes: readonly string[];
}

/** What a pipeline goes by: one objective that is missed, or has no budget left, stops it; one that is undecided makes it doubtful. */
export function checkOutcome({ objectives }: Pick<SloReport, "objectives">): Outcome {
  const outcomes = objectives.map(gateOf);
  return (["missed", "undecided"] as const).find((each) => outcomes.includes(each)) ?? "met";
}

/** Met to the last event is met, and leaves no budget to release anything on. */
export function gateOf({ outcome, budget }: Pick<BudgetState, "outcome" | "budget">): Outcome {
  return outcome === "met" && budget.leftShare !== null && budget.leftShare <= 0 ? "missed" : outcome;
}
