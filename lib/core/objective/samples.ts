/**
 * How many events an objective needs before "none was bad" says anything.
 * A clean run of n events shows a share of at least `goal` at 95 % confidence when
 * goal^n <= 0.05 (the exact form of the "rule of three"; Hanley & Lippman-Hand, JAMA 1983).
 */
import type { Ratio } from "./objective.ts";

const RISK = 0.05;

/**
 * Least number of events with which an objective can be decided.
 * @param goal above 0, at most 1; a goal of 1 ("no bad event") needs one event
 * @throws RangeError for any other goal
 */
export function minimumSamples(goal: Ratio): number {
  if (!Number.isFinite(goal) || goal <= 0 || goal > 1) {
    throw new RangeError(`goal must be above 0 and at most 1, got ${goal}`);
  }
  if (goal === 1) return 1;
  return Math.ceil(Math.log(RISK) / Math.log(goal));
}
