/**
 * An experiment with what is usual filled in, so that a file of `experiments/` says only what is
 * special about it. Figures are checked with the whole list, by experiment-problems.ts, not here.
 */
import type { Ratio } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import type { Experiment, PhaseGoals } from "./experiment.ts";

/** What each experiment says itself. */
type OwnTerms = Pick<Experiment, "name" | "description" | "fault" | "faultSeconds" | "traffic">;

export type ExperimentTerms = OwnTerms &
  Partial<Omit<Experiment, keyof OwnTerms | "goals">> & {
    readonly goals: Pick<Experiment["goals"], "fault"> & Partial<Experiment["goals"]>;
  };

export function experiment(terms: ExperimentTerms): Experiment {
  return { ...usual, ...terms, goals: { ...usualGoals, ...terms.goals } };
}

/**
 * At least `succeed` of an endpoint's requests succeed, and at least `share` take no longer than
 * `seconds`. A share of 0 promises nothing. Asks for the samples that its goals need, and no more.
 */
export function goals(succeed: Ratio, seconds: number, share: Ratio): PhaseGoals {
  const promised = [succeed, share].filter((goal) => goal > 0);
  return {
    succeed,
    within: { seconds, share },
    minimumSamples: Math.max(1, ...promised.map(minimumSamples)),
  };
}

/** What a healthy system shows in half a minute at six requests a second: 98 % takes 149 of them. */
export const steadyState: PhaseGoals = goals(0.98, 1, 0.95);

/**
 * The recovery counts from its first second, the time that the system takes to be itself again included:
 * of 40 seconds some 8 may be lost. That the system is itself again in time the probe finds out.
 */
const itselfAgain: PhaseGoals = goals(0.8, 1, 0.8);

const usualGoals = { baseline: steadyState, recovery: itselfAgain };

const usual = {
  baselineSeconds: 30,
  recoverySeconds: 40,
  recoveredWithinSeconds: 30,
  repetitions: 1,
  /** One alone may be all there are: where there are several, one always stays untouched. */
  blastRadius: { maxInstances: 1, maxShare: 1 },
  /**
   * Of all that the probe asks, not of what is hit: a service that is down fails its own endpoints and
   * those that need it, about half of them, for a third of the window. Only what spreads further and
   * lasts longer than any of the faults gets beyond this.
   */
  stopWhen: { windowSeconds: 30, failedShareAbove: 0.6, prometheus: null },
  expectedAlert: null,
} as const;
