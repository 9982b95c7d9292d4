/**
 * When does a fault do more harm than was agreed on? Counts what the probe saw within a sliding window,
 * over all endpoints together, and trips when the share of failures is above the limit. What of the window
 * was not watched yet counts as good, so that the first failures of a run are not all there is. Rows may
 * come late and out of order: a request that times out is told after others that were sent later. Once
 * tripped is for the caller to remember.
 */
import type { StopCondition } from "../experiment/experiment.ts";
import type { ProbeRow } from "../experiment/probe.ts";

type Sight = Pick<ProbeRow, "atMs" | "ok">;

export interface StopWindow {
  /** When the first request was sent that was ever seen. */
  readonly sinceMs: number | null;
  readonly rows: readonly Sight[];
}

export interface Tripped {
  readonly failedShare: number;
  readonly failed: number;
  readonly total: number;
  /** So much of the window was watched. */
  readonly watchedSeconds: number;
}

export interface Seen {
  readonly window: StopWindow;
  /** Null while all is well. */
  readonly tripped: Tripped | null;
}

export const nothingSeen: StopWindow = { sinceMs: null, rows: [] };

export function see(
  { sinceMs, rows }: StopWindow,
  row: Sight,
  { windowSeconds, failedShareAbove }: Pick<StopCondition, "windowSeconds" | "failedShareAbove">,
): Seen {
  const latestMs = Math.max(row.atMs, ...rows.map(({ atMs }) => atMs));
  const window: StopWindow = {
    sinceMs: Math.min(sinceMs ?? row.atMs, row.atMs),
    rows: [...rows, { atMs: row.atMs, ok: row.ok }].filter(
      ({ atMs }) => atMs > latestMs - windowSeconds * 1000,
    ),
  };
  const failed = window.rows.filter(({ ok }) => !ok).length;
  const total = window.rows.length;
  const watchedSeconds = Math.min(windowSeconds, (latestMs - (window.sinceMs ?? latestMs)) / 1000);
  const failedShare = (failed / total) * (watchedSeconds / windowSeconds);
  const tripped = failedShare > failedShareAbove ? { failedShare, failed, total, watchedSeconds } : null;
  return { window, tripped };
}
