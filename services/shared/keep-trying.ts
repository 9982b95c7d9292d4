/**
 * Does something until it succeeds once, waiting longer after each failure: how a service gets its
 * store ready although the store may come later. Ends early, without success, when told to.
 */
import { setTimeout as delay } from "node:timers/promises";

export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const realWait: Wait = (ms, signal) => delay(ms, undefined, { signal });

/** @returns whether it succeeded; false only after an abort */
export async function keepTrying(
  attempt: () => Promise<void>,
  onFailure: (error: unknown, nextInMs: number) => void,
  backoff: Backoff,
  signal: AbortSignal,
  wait: Wait = realWait,
): Promise<boolean> {
  for (let waitMs = backoff.firstMs; !signal.aborted; waitMs = Math.min(waitMs * 2, backoff.maxMs)) {
    try {
      await attempt();
      return true;
    } catch (error) {
      onFailure(error, waitMs);
    }
    await wait(waitMs, signal).catch(() => undefined);
  }
  return false;
}
