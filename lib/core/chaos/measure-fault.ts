/**
 * What a fault did, as the probe saw it: how soon it showed, how soon the system was itself again, how
 * much availability was lost. Judges nothing and looks at no clock.
 *
 * Time is cut into windows of the probe's interval. Bad is a window with a request that failed, or that was
 * slow in a way that lasts (probe-rows.ts). Recovered is the system from the first window on after which
 * none is bad for `GOOD_SECONDS` and every endpoint was answered; windows without a request neither help
 * nor harm. What a service says of a store shows the fault, and has to be well again; availability is lost,
 * and answers are slow, where users ask alone. Nothing is guessed: what was not seen within the time that
 * was watched is null, and the time is told with it.
 */
import { GOOD_SECONDS, PROBE_INTERVAL_MS, type ProbedThing, type ProbeRow } from "../experiment/probe.ts";
import type { MeasuredFault } from "../record/chaos.ts";
import { medianOf, seenRows, sortedSeconds, type SeenRow } from "./probe-rows.ts";
import { windowsOf, type Window } from "./windows.ts";

export interface WatchedFault {
  readonly injectedAtMs: number;
  /** Null where it was never undone. */
  readonly undoneAtMs: number | null;
  readonly recoveryCountsFrom: "undo" | "injection";
  /** The end of the phase that follows, or of the run where that came first. */
  readonly untilMs: number;
  /** Rows of the baseline, in any order. */
  readonly baseline: readonly ProbeRow[];
  /** Rows from the injection on, in any order; others are left aside. */
  readonly rows: readonly ProbeRow[];
}

const GOOD_WINDOWS = (GOOD_SECONDS * 1000) / PROBE_INTERVAL_MS;
/** For a median worth comparing. */
const FEWEST_ROWS = 5;

export function measureFault(watched: WatchedFault): MeasuredFault {
  const { injectedAtMs, undoneAtMs, recoveryCountsFrom } = watched;
  const own = watched.rows.filter(({ atMs }) => atMs >= injectedAtMs && atMs < watched.untilMs);
  const rows = seenRows(own, watched.baseline);
  const endMs = lastSeenMs(rows, watched.untilMs);
  const windows = (fromMs: number, untilMs: number, of: readonly SeenRow[] = rows) =>
    windowsOf(of, fromMs, untilMs, PROBE_INTERVAL_MS);
  const badUntilUndo = (of: readonly SeenRow[]) =>
    windows(injectedAtMs, Math.min(undoneAtMs ?? endMs, endMs), of).filter(({ bad }) => bad > 0);
  const [firstBad] = badUntilUndo(rows);
  const asUsers = rows.filter(isOfEndpoint);
  const fromMs = recoveryCountsFrom === "injection" ? injectedAtMs : undoneAtMs;
  // Before a fault shows, the system is itself still, not again.
  const lookFromMs = recoveryCountsFrom === "injection" ? firstBad?.startMs : undoneAtMs;
  const endpoints = [...new Set(rows.map(({ endpoint }) => endpoint))];
  const recovered = goodAgain(windows(lookFromMs ?? fromMs ?? endMs, endMs), endpoints);
  return {
    detectedAfterSeconds: secondsBetween(injectedAtMs, firstBad?.startMs ?? null),
    detectedBy: firstBad === undefined ? null : badUntilUndo(asUsers).length > 0 ? "endpoint" : "store",
    recoveredAfterSeconds: fromMs === null ? null : secondsBetween(fromMs, recovered),
    recoveryCountsFrom,
    watchedSeconds: fromMs === null ? 0 : Math.max(0, (endMs - fromMs) / 1000),
    lostSeconds: lostSeconds(windows(injectedAtMs, endMs, asUsers)),
    slowdown: slowdownOf(watched.baseline.filter(isOfEndpoint), own, undoneAtMs ?? endMs),
    resolutionSeconds: PROBE_INTERVAL_MS / 1000,
  };
}

function isOfEndpoint({ about }: { readonly about: ProbedThing }): boolean {
  return about !== "store";
}

/** A probe that ended before the phase did watched no longer than it asked. */
function lastSeenMs(rows: readonly SeenRow[], untilMs: number): number {
  const last = rows.at(-1);
  return last === undefined ? Number.NEGATIVE_INFINITY : Math.min(untilMs, last.atMs + PROBE_INTERVAL_MS);
}

/** When the first run of good windows that is long enough began; null where there was none. */
function goodAgain(windows: readonly Window[], endpoints: readonly string[]): number | null {
  let run: Window[] = [];
  for (const window of windows) {
    if (window.bad > 0) run = [];
    else if (window.total > 0) run.push(window);
    if (run.length >= GOOD_WINDOWS && coversAll(run, endpoints)) return run[0]?.startMs ?? null;
  }
  return null;
}

function coversAll(run: readonly Window[], endpoints: readonly string[]): boolean {
  const seen = new Set(run.flatMap(({ goodEndpoints }) => goodEndpoints));
  return endpoints.every((endpoint) => seen.has(endpoint));
}

/** The area of lost availability; slow answers are no loss of it. */
function lostSeconds(windows: readonly Window[]): number {
  const shares = windows.filter(({ total }) => total > 0).map(({ failed, total }) => failed / total);
  return (shares.reduce((sum, share) => sum + share, 0) * PROBE_INTERVAL_MS) / 1000;
}

/** Of the endpoint that suffered most: a fault behind one of them is no fault of the others. */
function slowdownOf(baseline: readonly ProbeRow[], own: readonly ProbeRow[], untilMs: number): number | null {
  const endpoints = [...new Set(baseline.map(({ endpoint }) => endpoint))];
  const slowdowns = endpoints.flatMap((name) => {
    const before = sortedSeconds(baseline.filter(({ endpoint }) => endpoint === name));
    const during = sortedSeconds(own.filter(({ endpoint, atMs }) => endpoint === name && atMs < untilMs));
    if (before.length < FEWEST_ROWS || during.length < FEWEST_ROWS) return [];
    const usual = medianOf(before);
    return usual > 0 ? [medianOf(during) / usual] : [];
  });
  return slowdowns.length === 0 ? null : Math.max(...slowdowns);
}

function secondsBetween(fromMs: number, atMs: number | null): number | null {
  return atMs === null ? null : (atMs - fromMs) / 1000;
}
