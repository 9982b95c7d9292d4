/**
 * Whether a result may be the load generator's own doing. A generator that is too busy, or that others
 * keep from the CPU, notices answers late, so slowness is doubtful. One whose clock was set has measured
 * what was under way by it wrongly, too long or too short. Failures stay failures: neither invents a status.
 */
import type { BadEvent } from "../objective/objective.ts";
import type { GeneratorHealth, RunFacts } from "../record/record.ts";
import { saturation } from "../record/saturation.ts";

export function isDoubtfulMiss(bad: BadEvent, generator: GeneratorHealth): boolean {
  return bad.kind === "slowerThan" && (wasSaturated(generator) || wasLate(generator));
}

/** Requests that may have been faster, or slower, than they were measured. */
export function requestsInDoubt(bad: BadEvent, facts: Pick<RunFacts, "requestsInDoubt">): number {
  return bad.kind === "slowerThan" ? facts.requestsInDoubt : 0;
}

export function wasSaturated({ saturatedSeconds }: GeneratorHealth): boolean {
  return saturatedSeconds >= saturation.seconds;
}

function wasLate({ lateSeconds }: GeneratorHealth): boolean {
  return lateSeconds !== null && lateSeconds >= saturation.seconds;
}
