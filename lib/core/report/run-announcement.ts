/** A finished run as a mark in time, for people who look at graphs of the same system. */
import { announcementTag } from "../record/names.ts";
import type { RunRecord } from "../record/record.ts";

export interface RunAnnouncement {
  readonly startMs: number;
  readonly endMs: number;
  /** The dashboards look for the first one. */
  readonly tags: readonly string[];
  readonly text: string;
}

const mostReasons = 3;

/** @returns null for a run that has not ended */
export function runAnnouncement(record: RunRecord): RunAnnouncement | null {
  const { runId, startedAt, endedAt, plan, target, verdict } = record;
  if (endedAt === null) return null;
  const reasons = verdict.reasons.slice(0, mostReasons).map(({ text }) => text);
  const more = verdict.reasons.length - reasons.length;
  return {
    startMs: Date.parse(startedAt),
    endMs: Date.parse(endedAt),
    tags: [announcementTag, "k6", runId, plan.scenario, verdict.status],
    text: [
      `${plan.scenario} on ${target.name}: ${verdict.status}`,
      ...reasons,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join("\n"),
  };
}
