/** Time as the controller knows it, so that a test can hold it, set it and let it jump. */
import { setTimeout as sleepMs } from "node:timers/promises";

export interface Clock {
  /** Since the epoch, for what people read; may jump. */
  nowMs(): number;
  /** For leases and limits; never jumps, never goes back. */
  monotonicMs(): number;
  sleep(ms: number): Promise<void>;
}

export const realClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (ms) => sleepMs(ms),
};
