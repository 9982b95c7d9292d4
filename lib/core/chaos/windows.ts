/** Time cut into windows of one length, and what the probe saw in each. */
import type { SeenRow } from "./probe-rows.ts";

export interface Window {
  readonly startMs: number;
  readonly total: number;
  readonly failed: number;
  /** Failed or slow. */
  readonly bad: number;
  /** Of the requests that were good. */
  readonly goodEndpoints: readonly string[];
}

/**
 * Whole windows from `fromMs` on; what is left before `untilMs` is dropped. One without a request is there,
 * and says nothing.
 * @param rows in the order of their times
 */
export function windowsOf(
  rows: readonly SeenRow[],
  fromMs: number,
  untilMs: number,
  lengthMs: number,
): Window[] {
  const count = Math.max(0, Math.floor((untilMs - fromMs) / lengthMs));
  const own = Array.from({ length: count }, (): SeenRow[] => []);
  for (const row of rows) own[Math.floor((row.atMs - fromMs) / lengthMs)]?.push(row);
  return own.map((inWindow, index) => ({
    startMs: fromMs + index * lengthMs,
    total: inWindow.length,
    failed: inWindow.filter(({ state }) => state === "failed").length,
    bad: inWindow.filter(({ state }) => state !== "good").length,
    goodEndpoints: [
      ...new Set(inWindow.filter(({ state }) => state === "good").map(({ endpoint }) => endpoint)),
    ],
  }));
}
