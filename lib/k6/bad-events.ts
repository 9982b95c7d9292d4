/**
 * Which of an endpoint's objectives a request was bad for. Limits are compared with the time as
 * the user feels it: `blocked` (which contains connecting and TLS) and `duration`.
 */
import type { Objective } from "../core/objective/objective.ts";
import { tagNames } from "../core/record/names.ts";

export type Tags = Record<string, string>;

export interface BadEvents {
  /** Tags of the counter, for each objective on errors. */
  readonly onErrors: readonly Tags[];
  /** Nothing faster is slow for any objective; null without one on slowness. */
  readonly shortestLimitMs: number | null;
  /** Tags of the counter, for each objective whose limit is below `tookMs`. */
  slowerThan(tookMs: number): readonly Tags[];
}

export function badEventsOf(endpoint: string, objectives: readonly Objective[]): BadEvents {
  const onErrors: Tags[] = [];
  const limits: { limitMs: number; tags: Tags }[] = [];
  for (const { id, service, endpoint: of, bad } of objectives) {
    if (of !== endpoint) continue;
    const tags = { [tagNames.objective]: id, [tagNames.endpoint]: endpoint, [tagNames.service]: service };
    if (bad.kind === "errors") onErrors.push(tags);
    else limits.push({ limitMs: bad.limitSeconds * 1000, tags });
  }
  return {
    onErrors,
    shortestLimitMs: limits.length === 0 ? null : Math.min(...limits.map(({ limitMs }) => limitMs)),
    slowerThan: (tookMs) => limits.filter(({ limitMs }) => tookMs > limitMs).map(({ tags }) => tags),
  };
}

/**
 * How long a request without an answer took. k6 reports no time at all for one that never got a
 * connection, however long it waited: the clock around the request knows better.
 */
export function unansweredMs(reportedMs: number, elapsedMs: number): number {
  return Math.max(reportedMs, elapsedMs);
}

/**
 * A request that took less by the clock around it need not be asked how long it took, which costs k6 more
 * than the clock: as the user feels it, it took no longer. Half the limit leaves room for the clock's whole
 * milliseconds, and for a clock that is set while the request is under way.
 */
export function surelyFastBelowMs(shortestLimitMs: number | null): number {
  return shortestLimitMs === null ? Number.POSITIVE_INFINITY : shortestLimitMs / 2;
}
