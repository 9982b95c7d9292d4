/**
 * What the probe's rows say of one moment: was a request good, failed, or good and far slower than the
 * baseline? A single slow answer says nothing. An endpoint is slow while so many answers in a row take
 * more than twice the median of its baseline, 10 ms more than that, and more than 19 of 20 took there.
 * Were answers independent, a healthy endpoint would look so by chance once in 20^5 answers.
 */
import type { ProbedThing, ProbeRow } from "../experiment/probe.ts";

export type RowState = "good" | "failed" | "slow";

export interface SeenRow {
  readonly atMs: number;
  readonly about: ProbedThing;
  readonly endpoint: string;
  readonly state: RowState;
}

const SLOW_IN_A_ROW = 5;
const SLOW_FACTOR = 2;
const USUAL_SHARE = 0.95;
/** Twice next to nothing is next to nothing. */
const NOTICEABLE_SECONDS = 0.01;
/** With fewer good answers in the baseline nobody knows what is usual, and no answer counts as slow. */
const FEWEST_ROWS = 20;

/** In the order in which the requests were sent. Never changes the caller's lists. */
export function seenRows(rows: readonly ProbeRow[], baseline: readonly ProbeRow[]): SeenRow[] {
  const endpoints = [...new Set(rows.map(({ endpoint }) => endpoint))];
  return endpoints
    .flatMap((endpoint) => {
      const ofEndpoint = ({ endpoint: name }: ProbeRow) => name === endpoint;
      return seenOfEndpoint(rows.filter(ofEndpoint), slowAboveSeconds(baseline.filter(ofEndpoint)));
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

function seenOfEndpoint(rows: readonly ProbeRow[], slowAbove: number): SeenRow[] {
  const sent = rows.toSorted((a, b) => a.atMs - b.atMs);
  const isLate = sent.map(({ ok, seconds }) => ok && seconds > slowAbove);
  const lasting = lastingRuns(isLate, SLOW_IN_A_ROW);
  return sent.map(({ atMs, about, endpoint, ok }, index) => {
    const slow = lasting[index] === true ? "slow" : "good";
    return { atMs, about, endpoint, state: ok ? slow : "failed" };
  });
}

/** Which of the flags belong to a run of at least so many. */
function lastingRuns(flags: readonly boolean[], least: number): boolean[] {
  const lasting: boolean[] = [];
  let run = 0;
  for (const [index, flag] of flags.entries()) {
    run = flag ? run + 1 : 0;
    lasting.push(false);
    if (run >= least) lasting.fill(true, index - run + 1, index + 1);
  }
  return lasting;
}

/** Infinite where the baseline does not tell. */
function slowAboveSeconds(baseline: readonly ProbeRow[]): number {
  const seconds = sortedSeconds(baseline);
  if (seconds.length < FEWEST_ROWS) return Infinity;
  const median = medianOf(seconds);
  return Math.max(SLOW_FACTOR * median, median + NOTICEABLE_SECONDS, quantileOf(seconds, USUAL_SHARE));
}

/** Of the answers that were good: a refusal is soon, and says nothing of how slow the system is. */
export function sortedSeconds(rows: readonly ProbeRow[]): number[] {
  return rows
    .filter(({ ok }) => ok)
    .map(({ seconds }) => seconds)
    .sort((a, b) => a - b);
}

/** @param sorted at least one value, the least first; of an even number of them the mean of the two in the middle */
export function medianOf(sorted: readonly number[]): number {
  const upper = Math.floor(sorted.length / 2);
  const above = sorted[upper] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[upper - 1] ?? Number.NaN) + above) / 2;
}

/** The nearest rank: the least value that so great a share of them does not exceed. */
function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
