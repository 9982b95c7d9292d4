/**
 * The quantities that a soak looks for growth in: how a window of time is summarised, from which growth
 * on it is worth a word where nobody gave a limit (a doubling, or more where that is next to nothing),
 * and which growth is ordinary.
 *
 * A process that is well settles for a while: code gets compiled, pools fill, a heap finds its size.
 * Node services that were asked for the same again and again went up by some 20 MiB within ten
 * minutes (docs/soak.md), so growth of that order, or by a quarter of the level, tells nothing within the
 * first hour. What is held (memory, connections) and goes on growing after that is less ordinary the
 * longer it does; what is measured anew each time (lag, latency) follows the machine's moods as much in
 * a night as in an hour.
 */
import { bytes, count, duration } from "../record/units.ts";
import type { TrendResult } from "../record/trend.ts";
import type { Summary } from "./windows.ts";

export type Quantity = TrendResult["quantity"];

interface About {
  readonly called: string;
  readonly summary: Summary;
  /** Stays until it is given back, also when nobody asks for anything: a cool-down shows whether it is. */
  readonly held: boolean;
  /** Growth of less is never too much by itself. */
  readonly leastGrowth: number;
  /** Growth of less within an hour is ordinary. */
  readonly settling: number;
  readonly shown: (value: number) => string;
}

export const quantities: Readonly<Record<Quantity, About>> = {
  residentBytes: {
    called: "memory",
    summary: "floor",
    held: true,
    leastGrowth: 64 * 1024 ** 2,
    settling: 32 * 1024 ** 2,
    shown: bytes,
  },
  eventLoopLagSeconds: {
    called: "event-loop lag",
    summary: "median",
    held: false,
    leastGrowth: 0.05,
    settling: 0.0125,
    shown: duration,
  },
  connections: {
    called: "connections",
    summary: "floor",
    held: true,
    leastGrowth: 10,
    settling: 3,
    shown: (value) => count(Number(value.toPrecision(3))),
  },
  latencyP95Seconds: {
    called: "p95 latency",
    summary: "median",
    held: false,
    leastGrowth: 0.1,
    settling: 0.025,
    shown: duration,
  },
};

const SETTLING_SHARE = 0.25;

/** Where no limit is given. */
export function limitFor(quantity: Quantity, level: number): number {
  return level + Math.max(level, quantities[quantity].leastGrowth);
}

/** @param hours of the judged part */
export function ordinaryGrowth(quantity: Quantity, level: number, hours: number): number {
  const { settling, held } = quantities[quantity];
  const ordinary = Math.max(settling, level * SETTLING_SHARE);
  return held ? ordinary / Math.max(1, hours) : ordinary;
}
