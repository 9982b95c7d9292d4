/**
 * From k6's pushes to steps: each push tells how much every series that got a sample has counted since
 * the run began, each step what came to that since the push before. Sums over the steps are therefore
 * k6's own totals, whatever push was repeated, came late or was lost on the way, as long as the last
 * one of each series arrives. Its size depends on the number of series, not on requests or time.
 */
import type { LatencyHistogram, Step } from "../record/step.ts";
import type { PushedSeries } from "./pushed-series.ts";
import { type Meaning, meaningOf } from "./series-meaning.ts";
import { growthOf, histogramGrowth, type Told } from "./since-last.ts";
import { stepClock } from "./step-clock.ts";
import { stepRows, type StepRows } from "./step-rows.ts";
import { createTotals, type Totals } from "./totals.ts";

export interface Recording {
  readonly totals: Pick<Totals, "count" | "latencySeconds">;
  /** Length of the steps in which the phase had an answer. */
  readonly activeSeconds: (phase: string) => number;
  /**
   * @param arrivedMs milliseconds since 1970 by a clock that is never set
   * @returns the step's rows; none for a push that tells nothing new
   */
  push(series: readonly PushedSeries[], arrivedMs: number): readonly Step[];
}

interface Known {
  readonly meaning: Meaning | null;
  value?: Told<number>;
  histogram?: Told<LatencyHistogram>;
}

export function createRecording(): Recording {
  const totals = createTotals();
  const timeOf = stepClock();
  const known = new Map<string, Known>();
  const active = new Map<string, number>();
  return {
    totals,
    activeSeconds: (phase) => active.get(phase) ?? 0,
    push: (pushed, arrivedMs) => {
      const rows = stepRows(timeOf(arrivedMs));
      for (const series of pushed) {
        const state = known.get(series.key) ?? { meaning: meaningOf(series.labels) };
        known.set(series.key, state);
        if (state.meaning !== null) take(series, state, state.meaning, rows, totals);
      }
      const steps = rows.rows();
      const seconds = (steps[0]?.durationMs ?? 0) / 1000;
      for (const phase of answeredIn(steps)) active.set(phase, (active.get(phase) ?? 0) + seconds);
      return steps;
    },
  };
}

function answeredIn(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => (step.kind === "endpoint" && step.requests > 0 ? step.phase : [])));
}

function take(series: PushedSeries, state: Known, meaning: Meaning, rows: StepRows, totals: Totals): void {
  for (const told of series.values) {
    const growth = growthOf(state.value, told);
    if (growth === null) continue;
    state.value = told;
    if (meaning.kind === "vus") rows.setVus(told.value);
    else {
      rows.add(meaning, growth);
      totals.add(meaning, growth);
    }
  }
  if (meaning.kind !== "latency") return;
  for (const { atMs, histogram } of series.histograms) {
    const told = { atMs, value: histogram };
    const growth = histogramGrowth(state.histogram, told);
    if (growth === null) continue;
    state.histogram = told;
    rows.addLatency(meaning.endpoint, meaning.phase, growth);
    totals.addLatency(meaning.endpoint, meaning.phase, growth);
  }
}
