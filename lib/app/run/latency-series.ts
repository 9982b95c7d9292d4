/**
 * The p95 of each endpoint over a soak, from the recorder's steps: only at a constant rate does a
 * change of it tell of the system. A window's p95 is one of all its requests; a window with too few
 * of them is a gap, and an endpoint that the plan sends too seldom has no series at all.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LatencySeries } from "../../core/analysis/trend-input.ts";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { fileNames, phaseNames } from "../../core/record/names.ts";
import type { LatencyHistogram, Step } from "../../core/record/step.ts";
import { addHistograms, emptyHistogram, histogramQuantile } from "../../core/record/latency.ts";
import { readRows } from "../report/read-rows.ts";

const WINDOWS = 120;
const SHORTEST_WINDOW_MS = 5_000;
const QUANTILE = 0.95;
/** One request above the quantile: with fewer it is the maximum. */
const FEWEST_REQUESTS = 20;
/** Share of the windows that must have so many. */
const FEWEST_SHARE = 0.5;

export async function latencySeries(
  folder: string,
  plan: LoadPlan,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): Promise<readonly LatencySeries[]> {
  const path = join(folder, fileNames.steps);
  if (!existsSync(path)) return [];
  const windowMs = Math.max(SHORTEST_WINDOW_MS, (endMs - startMs) / WINDOWS);
  const phases = constantPhases(plan);
  const byEndpoint = new Map<string, Map<number, LatencyHistogram>>();
  await readRows(path, (row) => {
    const step = row as Step;
    if (step.kind !== "endpoint" || !phases.has(step.phase)) return;
    const windows = byEndpoint.get(step.endpoint) ?? new Map<number, LatencyHistogram>();
    byEndpoint.set(step.endpoint, windows);
    const window = Math.floor((step.startMs - startMs) / windowMs);
    windows.set(window, addHistograms(windows.get(window) ?? emptyHistogram, step.latency));
  });
  const enough = ((endMs - startMs) / windowMs) * FEWEST_SHARE;
  return [...byEndpoint]
    .map(([endpoint, windows]) => ({ endpoint, points: pointsOf(windows, startMs, windowMs) }))
    .filter(({ points }) => points.length >= enough);
}

/** Phases with nothing but executors of a constant arrival rate; the warm-up left out. */
function constantPhases({ executors }: LoadPlan): ReadonlySet<string> {
  const changing = executors.filter(({ shape }) => shape.kind !== "constant-arrival-rate");
  const others = new Set<string>([phaseNames.warmup, ...changing.map(({ phase }) => phase)]);
  return new Set(executors.map(({ phase }) => phase).filter((phase) => !others.has(phase)));
}

function pointsOf(
  windows: ReadonlyMap<number, LatencyHistogram>,
  startMs: number,
  windowMs: number,
): LatencySeries["points"] {
  return [...windows].flatMap(([window, histogram]) => {
    const p95Seconds = histogramQuantile(histogram, QUANTILE);
    const requests = histogram.buckets.reduce((sum, [, count]) => sum + count, histogram.zeroCount);
    if (p95Seconds === null || requests < FEWEST_REQUESTS) return [];
    return [{ atMs: startMs + (window + 0.5) * windowMs, p95Seconds }];
  });
}
