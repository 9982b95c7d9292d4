/**
 * The share of the probe's requests that failed within a sliding window, and whether it is more than an
 * experiment may cost. A window counts once it is whole, so that one early failure ends nothing.
 */
import type { StopCondition } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";

export interface FailedShare {
  /** @returns why it is too much, once it is; null while it is not */
  see(row: ProbeRow): string | null;
}

export function failedShare({ windowSeconds, failedShareAbove }: StopCondition): FailedShare {
  const rows: ProbeRow[] = [];
  let firstMs: number | null = null;
  return {
    see: (row) => {
      // Rows come when they are answered, so not in the order in which they were sent.
      const seenMs = row.atMs + row.seconds * 1000;
      firstMs ??= seenMs;
      rows.push(row);
      const fromMs = seenMs - windowSeconds * 1000;
      while (rows[0] !== undefined && rows[0].atMs + rows[0].seconds * 1000 < fromMs) rows.shift();
      if (seenMs - firstMs < windowSeconds * 1000) return null;
      const failed = rows.filter(({ ok }) => !ok).length;
      const share = failed / rows.length;
      if (share <= failedShareAbove) return null;
      return (
        `${percent(share)} of the probe's ${rows.length} requests of ${windowSeconds} s failed, ` +
        `and more than ${percent(failedShareAbove)} end the experiment`
      );
    },
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
