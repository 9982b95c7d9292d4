/**
 * When a burn alert has to fire, from events counted by hand: the first moment at which both windows
 * hold a larger share of bad events than its threshold, and the long one at least the least count.
 */
import type { BurnAlert } from "../../../lib/core/rules/burn-alert.ts";
import { leastBadEvents, type WindowLengths } from "../../../lib/core/rules/windows.ts";
import type { CountedEvent } from "./api-traffic.ts";

/** @param events in the order of time, of one objective and kind of traffic @returns null: never */
export function firesAtMs(
  events: readonly CountedEvent[],
  { long, short, threshold }: BurnAlert,
  lengths: WindowLengths,
): number | null {
  const firing = events.find(({ atMs }) => {
    const inLong = countOf(events, atMs, lengths[long]);
    const inShort = countOf(events, atMs, lengths[short]);
    return (
      inLong.bad >= leastBadEvents &&
      inLong.bad > threshold * inLong.total &&
      inShort.bad > threshold * inShort.total
    );
  });
  return firing?.atMs ?? null;
}

/** Of the window that ends at the moment. */
export function countOf(events: readonly CountedEvent[], endMs: number, windowSeconds: number) {
  const inside = events.filter(({ atMs }) => atMs <= endMs && atMs > endMs - windowSeconds * 1000);
  return { total: inside.length, bad: inside.filter(({ bad }) => bad).length };
}
