/** The director's clock, so that a schedule can be followed without waiting for it. */
import { setTimeout as delay } from "node:timers/promises";

export interface DirectorClock {
  /** Of the day, as the plan's start is. */
  nowMs(): number;
  /** Resolves after so long, or as soon as the signal is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realClock: DirectorClock = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) => delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined),
};
