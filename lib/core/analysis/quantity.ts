/**
 * The quantities that a soak looks for growth in: how a window of time is summarised, and from which
 * growth on it is worth a word where nobody gave a limit: a doubling, or more where that is next to nothing.
 */
import { bytes, count, duration } from "../record/units.ts";
import type { TrendResult } from "../record/trend.ts";
import type { Summary } from "./windows.ts";

export type Quantity = TrendResult["quantity"];

interface About {
  readonly called: string;
  readonly summary: Summary;
  /** Growth of less is never too much by itself. */
  readonly leastGrowth: number;
  readonly shown: (value: number) => string;
}

export const quantities: Readonly<Record<Quantity, About>> = {
  residentBytes: { called: "memory", summary: "floor", leastGrowth: 64 * 1024 ** 2, shown: bytes },
  eventLoopLagSeconds: { called: "event-loop lag", summary: "median", leastGrowth: 0.05, shown: duration },
  connections: {
    called: "connections",
    summary: "floor",
    leastGrowth: 10,
    shown: (value) => count(Number(value.toPrecision(3))),
  },
  latencyP95Seconds: { called: "p95 latency", summary: "median", leastGrowth: 0.1, shown: duration },
};

/** Where no limit is given. */
export function limitFor(quantity: Quantity, level: number): number {
  return level + Math.max(level, quantities[quantity].leastGrowth);
}
