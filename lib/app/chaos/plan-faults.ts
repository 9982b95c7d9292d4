/** What a driver would do, as things are now, for every fault phase of a plan. Nothing is changed. */
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { BlastRadius, PlannedExperiment, PlannedPhase } from "../../core/experiment/experiment.ts";
import type { Driver, FaultRequest } from "../../node/chaos/driver.ts";
import { drawFor } from "./drawn.ts";
import { blastRefusals, narrowest } from "./guard.ts";
import type { Refusal } from "./guard-error.ts";

export interface PlanFacts {
  /** Fault ids begin with it. */
  readonly runId: string;
  readonly seed: number;
}

export function faultRequest(
  { experiment }: PlannedExperiment,
  { repetition, startSeconds, endSeconds }: PlannedPhase,
  { runId, seed }: PlanFacts,
): FaultRequest {
  const { name, fault } = experiment;
  return {
    experiment: name,
    faultId: `${runId}-${name}-${repetition}`,
    fault,
    seconds: endSeconds - startSeconds,
    draw: drawFor({ seed, experiment: name, repetition }),
  };
}

export interface FaultsNow {
  readonly faults: readonly PlannedFault[];
  readonly refusals: readonly Refusal[];
}

/** @throws ChaosError where there is nothing that could be hit */
export async function planFaults(
  driver: Driver,
  experiments: readonly PlannedExperiment[],
  allowed: BlastRadius | null,
  facts: PlanFacts,
): Promise<FaultsNow> {
  const faults: PlannedFault[] = [];
  const refusals: Refusal[] = [];
  for (const planned of experiments) {
    const { fault, blastRadius } = planned.experiment;
    for (const phase of planned.phases.filter(({ role }) => role === "fault")) {
      const now = await driver.plan(faultRequest(planned, phase, facts));
      faults.push(now);
      refusals.push(...blastRefusals(now, fault, narrowest(blastRadius, allowed)));
    }
  }
  return { faults, refusals };
}
