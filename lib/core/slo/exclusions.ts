/**
 * When an SLA did not count: the contract excludes something in words ("announced maintenance"), and the
 * monitoring settings say when that was. Whole steps of the count are taken out, and those alone that lie
 * within an excluded time: rounding never takes out more than was agreed.
 */
import type { Objective } from "../objective/objective.ts";
import type { ExcludedTime } from "../rules/settings.ts";
import type { Grid } from "./steps.ts";

export interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Merged, so that nothing is taken out twice; in order of time. */
export function excludedSpans(
  { service, sla }: Pick<Objective, "service" | "sla">,
  times: readonly ExcludedTime[],
  within: Span,
): readonly Span[] {
  const spans = excludedFor(service, sla?.exclusions ?? [], times)
    .map(({ startSeconds, endSeconds }) => ({
      startSeconds: Math.max(startSeconds, within.startSeconds),
      endSeconds: Math.min(endSeconds, within.endSeconds),
    }))
    .filter(({ startSeconds, endSeconds }) => startSeconds < endSeconds)
    .sort((one, other) => one.startSeconds - other.startSeconds);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last === undefined || span.startSeconds > last.endSeconds) merged.push(span);
    else merged[merged.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, span.endSeconds) };
  }
  return merged;
}

/** What the contract excludes and nobody said of when it was, in this span. */
export function untimedExclusions(
  { service, sla }: Pick<Objective, "service" | "sla">,
  times: readonly ExcludedTime[],
  { startSeconds, endSeconds }: Span,
): readonly string[] {
  const during = times.filter((time) => time.startSeconds < endSeconds && time.endSeconds > startSeconds);
  return (sla?.exclusions ?? []).filter(
    (exclusion) => excludedFor(service, [exclusion], during).length === 0,
  );
}

function excludedFor(
  service: string,
  exclusions: readonly string[],
  times: readonly ExcludedTime[],
): readonly ExcludedTime[] {
  return times.filter(
    ({ exclusion, services }) =>
      exclusions.includes(exclusion) && (services === null || services.includes(service)),
  );
}

/** Whether a step lies wholly within one of the spans. */
export function isExcluded(
  { startSeconds, stepSeconds }: Grid,
  step: number,
  spans: readonly Span[],
): boolean {
  const start = startSeconds + step * stepSeconds;
  return spans.some((span) => span.startSeconds <= start && start + stepSeconds <= span.endSeconds);
}
