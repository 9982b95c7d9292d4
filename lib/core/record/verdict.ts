/** What a run is found to be, why, and the events that were counted for it. */
import type { Ratio } from "../objective/objective.ts";

export type VerdictStatus = "pass" | "fail" | "inconclusive" | "aborted";

export type ReasonCode =
  | "missed"
  | "tooFewSamples"
  | "generatorSaturated"
  | "rateMissed"
  | "dropped"
  | "scriptError"
  | "wrongBodies"
  | "interrupted"
  | "stopCondition"
  | "clockStepped"
  | "closeCall"
  /** A quantity of the system, or a latency, grew in a way that would not end well. */
  | "leak"
  /** Whether a quantity grows could not be told. */
  | "trendUndecided"
  /** k6 did not do its work: says nothing of the system. */
  | "generatorFailed"
  /** Of an experiment: the system was not well before the fault. */
  | "baselineUnhealthy"
  /** Nobody saw the fault: what was shown without it is no answer. */
  | "noEffect"
  | "notRecovered"
  | "injectionFailed"
  /** A fault is not confirmed as undone: the target may still be broken. */
  | "faultNotUndone";

export interface Reason {
  readonly code: ReasonCode;
  /** A sentence for a person, with the figures that decided. */
  readonly text: string;
  /** The objective's id, or null where the reason is about the whole run. */
  readonly objective: string | null;
}

export interface Verdict {
  readonly status: VerdictStatus;
  readonly reasons: readonly Reason[];
}

/** Events of one objective in one phase. Counts, never quantiles. */
export interface Observation {
  readonly objective: string;
  readonly phase: string;
  readonly total: number;
  readonly bad: number;
  /** Requests that should have been sent and were not: unknown events. */
  readonly dropped: number;
  readonly source: "record" | "prometheus";
}

/** One objective as judged in one phase. */
export interface ObjectiveResult {
  readonly objective: string;
  readonly phase: string;
  readonly outcome: "met" | "missed" | "undecided";
  readonly goal: Ratio;
  /** Share of good events among those observed; null when there were none. */
  readonly share: Ratio | null;
  readonly total: number;
  readonly bad: number;
  readonly dropped: number;
  /** share - goal; null when there were no events. */
  readonly margin: number | null;
  /** 95 % Clopper-Pearson interval of the share among the events observed; 0 to 1 without any. */
  readonly interval: { readonly low: Ratio; readonly high: Ratio };
  /** Decided, and the interval straddles the goal, with the dropped events taken as good or as bad. */
  readonly closeCall: boolean;
  readonly minimumSamples: number;
  readonly reasons: readonly Reason[];
}
