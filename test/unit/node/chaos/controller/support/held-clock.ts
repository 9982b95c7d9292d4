/** A clock that moves only when it is told to; sleeping moves it, and takes no time. */
import type { Clock } from "../../../../../../lib/node/chaos/controller/clock.ts";

export interface HeldClock extends Clock {
  readonly slept: number[];
  pass(ms: number): void;
  /** Sets the time of day alone, as an administrator does. */
  setTimeOfDay(ms: number): void;
}

export function heldClock(): HeldClock {
  let monotonicMs = 5_000;
  let offsetMs = 1_700_000_000_000;
  const slept: number[] = [];
  const pass = (ms: number) => {
    monotonicMs += ms;
  };
  return {
    slept,
    pass,
    setTimeOfDay: (ms) => {
      offsetMs = ms - monotonicMs;
    },
    nowMs: () => offsetMs + monotonicMs,
    monotonicMs: () => monotonicMs,
    sleep: async (ms) => {
      slept.push(ms);
      pass(ms);
    },
  };
}
