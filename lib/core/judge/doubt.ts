/**
 * Whether a miss may be the load generator's own doing. A generator that is too busy, or that others
 * keep from the CPU, notices answers late, so slowness is doubtful. Failures stay failures: a busy
 * generator does not invent a status.
 */
import type { BadEvent } from "../objective/objective.ts";
import type { GeneratorHealth } from "../record/record.ts";
import { saturation } from "../record/saturation.ts";

export function isDoubtfulMiss(bad: BadEvent, generator: GeneratorHealth): boolean {
  return bad.kind === "slowerThan" && (wasSaturated(generator) || wasLate(generator));
}

export function wasSaturated({ saturatedSeconds }: GeneratorHealth): boolean {
  return saturatedSeconds >= saturation.seconds;
}

function wasLate({ lateSeconds }: GeneratorHealth): boolean {
  return lateSeconds !== null && lateSeconds >= saturation.seconds;
}
