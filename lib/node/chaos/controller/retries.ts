/**
 * Which undos that failed are due again? Each time after a longer pause, up to the longest, for as long as
 * the controller lives. Counts on a clock that never jumps.
 */

export interface Retries {
  /** Its pause begins now. */
  failed(faultId: string): void;
  /** It is tried in this moment, or needs no further try. */
  release(faultId: string): void;
  /** Those whose pause is over. */
  due(): string[];
}

/** @param pausesMs before the second try, the third and so on; the last one holds from then on */
export function createRetries(monotonicMs: () => number, pausesMs: readonly number[]): Retries {
  const failures = new Map<string, number>();
  const dueAtMs = new Map<string, number>();
  return {
    failed: (faultId) => {
      const before = failures.get(faultId) ?? 0;
      failures.set(faultId, before + 1);
      dueAtMs.set(faultId, monotonicMs() + (pausesMs[before] ?? pausesMs.at(-1) ?? Infinity));
    },
    release: (faultId) => void dueAtMs.delete(faultId),
    due: () => [...dueAtMs].filter(([, atMs]) => monotonicMs() >= atMs).map(([faultId]) => faultId),
  };
}
