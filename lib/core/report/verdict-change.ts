/**
 * Is tonight's verdict another one than last night's, and what is a person told then? Statuses are
 * compared, not reasons: a run that fails for one more reason is news for its report. A first night
 * is compared with a pass, so that a job which begins by failing is told of.
 */
import type { RunRecord } from "../record/record.ts";

/** A run that left no record is no verdict, and worth a word. */
export type NightlyStatus = RunRecord["verdict"]["status"] | "no record";

export interface VerdictChange {
  readonly from: NightlyStatus;
  readonly to: NightlyStatus;
  /** For a person. */
  readonly text: string;
}

/** As many reasons as a message has room for; the report has all. */
const MOST_REASONS = 3;

/**
 * @param previous null where there was none
 * @param current null where the run left no record
 * @returns null where nothing changed
 */
export function verdictChange(previous: RunRecord | null, current: RunRecord | null): VerdictChange | null {
  const from = previous?.verdict.status ?? "pass";
  const to = current?.verdict.status ?? "no record";
  if (from === to) return null;
  return { from, to, text: [headline(current, from, to), ...reasonsOf(current)].join("\n") };
}

function headline(current: RunRecord | null, from: NightlyStatus, to: NightlyStatus): string {
  if (current === null) return `Tidemark: the run left no record (the one before: ${from.toUpperCase()})`;
  const { plan, target } = current;
  return `Tidemark: ${plan.scenario} on ${target.name} went from ${from.toUpperCase()} to ${to.toUpperCase()}`;
}

function reasonsOf(current: RunRecord | null): string[] {
  const reasons = current?.verdict.reasons ?? [];
  const more = reasons.length - MOST_REASONS;
  return [
    ...reasons.slice(0, MOST_REASONS).map(({ text }) => `- ${text}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
