/** What came of the experiments of a run: a part of its record. */
import type { DriverName, Presence } from "../experiment/effect.ts";
import type { PlannedPhase } from "../experiment/experiment.ts";
import type { ProbedThing } from "../experiment/probe.ts";
import type { Pressure } from "./pressure.ts";
import type { Verdict } from "./verdict.ts";

/** The Chaos Toolkit's words for how an experiment ended. */
export type ExperimentStatus = "completed" | "failed" | "aborted" | "interrupted";

/** One injection and its undo. Times are milliseconds since the epoch; null where it did not come to that. */
export interface FaultRecord {
  readonly faultId: string;
  readonly repetition: number;
  readonly what: string;
  readonly instances: readonly string[];
  readonly instancesInAll: number;
  readonly injectedAtMs: number | null;
  readonly undoneAtMs: number | null;
  /** What reading back showed; null where nobody has looked, and nothing was done. */
  readonly presence: Presence | null;
  readonly failures: readonly string[];
  readonly evidence: readonly string[];
  /** Leases that were renewed in time. */
  readonly renewals: number;
  /** As the probe saw it; see `measured`. */
  readonly measured: MeasuredFault | null;
  /** What was taken, for each effect that takes processors or memory; none for other faults, and where one was ended early. */
  readonly pressures: readonly Pressure[];
  readonly alert: AlertAnswer | null;
}

/** All times are in seconds, with the probe's interval as their resolution. */
export interface MeasuredFault {
  /** From the injection to the first window that is bad; null: no window was before the undo. */
  readonly detectedAfterSeconds: number | null;
  /** `store`: no endpoint felt it, and a service said that it misses the store; null where nothing was bad. */
  readonly detectedBy: ProbedThing | null;
  /**
   * To the first of a run of good windows, from the undo, or from the injection where the system heals
   * itself; null: not within `watchedSeconds`.
   */
  readonly recoveredAfterSeconds: number | null;
  readonly recoveryCountsFrom: "undo" | "injection";
  readonly watchedSeconds: number;
  /** Seconds of lost availability, from the injection on: the sum of (1 - share of successes) x length over the windows. */
  readonly lostSeconds: number;
  /**
   * Of the endpoint that suffered most, at the median of good answers until the undo against the baseline,
   * e.g. 3 for three times as long; null where too few were seen.
   */
  readonly slowdown: number | null;
  readonly resolutionSeconds: number;
}

export interface AlertAnswer {
  readonly name: string;
  /** Null: it did not fire while it was watched. */
  readonly firedAfterSeconds: number | null;
}

/** Over repetitions; a repetition that did not get there is in `n` and in none of the others. */
export interface Spread {
  readonly n: number;
  readonly reached: number;
  readonly median: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

export interface ExperimentResult {
  readonly experiment: string;
  readonly driver: DriverName;
  readonly status: ExperimentStatus;
  readonly verdict: Verdict;
  readonly phases: readonly PlannedPhase[];
  readonly faults: readonly FaultRecord[];
  readonly detectedAfterSeconds: Spread;
  readonly recoveredAfterSeconds: Spread;
  readonly lostSeconds: Spread;
}
