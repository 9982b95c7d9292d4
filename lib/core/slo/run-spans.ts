/** Which runs went on while a budget was spent. A run's own traffic spends nothing, but what it does to a system may. */
import type { RunRecord } from "../record/record.ts";
import type { VerdictStatus } from "../record/verdict.ts";

export interface RunSpan {
  readonly runId: string;
  readonly scenario: string;
  readonly verdict: VerdictStatus;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What tells the system that a Prometheus watches. */
export interface WatchedSystem {
  readonly prometheus: string;
  /** Null where nobody named a target. */
  readonly target: string | null;
}

/** Null for a run on another system, and for one that has no end. */
export function runSpan(record: RunRecord, watched: WatchedSystem): RunSpan | null {
  const { runId, plan, verdict, startedAt, endedAt, target, delivery } = record;
  const isThere = delivery?.url === watched.prometheus || target.name === watched.target;
  if (!isThere || endedAt === null) return null;
  const [startSeconds, endSeconds] = [Date.parse(startedAt) / 1000, Date.parse(endedAt) / 1000];
  return { runId, scenario: plan.scenario, verdict: verdict.status, startSeconds, endSeconds };
}

export function runsDuring(
  { startSeconds, endSeconds }: { readonly startSeconds: number; readonly endSeconds: number },
  runs: readonly RunSpan[],
): readonly RunSpan[] {
  return runs.filter((run) => run.startSeconds < endSeconds && run.endSeconds > startSeconds);
}
