/** How many requests a step of the clock may have given a wrong time: those that were under way at it. */
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { RunFacts } from "../../core/record/record.ts";

export interface ClockSigns {
  /** Steps that were seen on this machine. */
  readonly steps: number;
  /** A request took longer than its iteration. */
  readonly outlasted: boolean;
  /** k6 may have cut iterations short, so that `outlasted` says nothing. */
  readonly endedEarly: boolean;
}

export function clockFacts(
  { executors }: Pick<LoadPlan, "executors">,
  { steps, outlasted, endedEarly }: ClockSigns,
): Pick<RunFacts, "clockSteps" | "requestsInDoubt"> {
  const clockSteps = steps === 0 && outlasted && !endedEarly ? 1 : steps;
  return { clockSteps, requestsInDoubt: clockSteps * mostAtOnce(executors) };
}

/** A virtual user has one request under way, and those of other phases are judged by themselves. */
function mostAtOnce(executors: LoadPlan["executors"]): number {
  const byPhase = new Map<string, number>();
  for (const { phase, maxVUs } of executors) byPhase.set(phase, (byPhase.get(phase) ?? 0) + maxVUs);
  return Math.max(0, ...byPhase.values());
}
