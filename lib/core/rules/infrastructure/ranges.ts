/**
 * Values by which a test tells a range from a longer and a shorter one: what happened once; a level
 * that dropped, after which a forecast goes by nothing older; and a level that reaches a limit.
 */
import { counter, line, steady } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";
import type { Example } from "./infrastructure-alert.ts";

/** A counter that grows by `perStep`, but once, `ago` steps before the last one, by `burst`. */
export function burst(ago: number, burstSize: number, perStep: number, steps: number): string {
  return counter([
    { steps: steps - ago - 1, perStep },
    { steps: 1, perStep: burstSize },
    { steps: ago, perStep },
  ]);
}

export interface Drop {
  readonly with: string;
  readonly stepSeconds: number;
  /** Of the forecast. */
  readonly rangeSeconds: number;
  readonly forSeconds: number;
  /** Until the drop, far from the line. */
  readonly before: number;
  /** The level at the look, on a line that the forecast makes fire. */
  readonly now: number;
  readonly perStep: number;
  readonly series: (values: string, steps: number) => readonly Series[];
}

const stepsBefore = 10;

/** Fires as soon as the range holds nothing from before the drop: not earlier, not later. */
export function growsAfterDrop(drop: Drop): Example {
  const { stepSeconds, before, now, perStep } = drop;
  const forgotten = stepsBefore + drop.rangeSeconds / stepSeconds;
  const fires = forgotten + Math.ceil(drop.forSeconds / stepSeconds);
  const atStep = fires + 1;
  const growing = atStep - stepsBefore - 1;
  const values = `${steady(before, stepsBefore)} ${line(now - perStep * growing, perStep, growing)}`;
  return {
    with: drop.with,
    series: drop.series(values, atStep),
    stepSeconds,
    atStep,
    waitsAtStep: fires - 1,
  };
}

/** Grows by `perStep` all the time, and is above `level` from the fourth step on: from then it waits. */
export function crosses(
  level: number,
  example: Pick<Drop, "with" | "stepSeconds" | "forSeconds" | "perStep" | "series">,
): Example {
  const { stepSeconds, perStep, series } = example;
  const crossed = 4;
  const atStep = crossed + example.forSeconds / stepSeconds;
  const values = line(level - perStep * (crossed - 0.5), perStep, atStep);
  return { with: example.with, series: series(values, atStep), stepSeconds, atStep, waitsAtStep: atStep - 1 };
}

/** Grows fast to exactly `level`, and stays there for as long as the alert would wait. */
export function growsToExactly(
  level: number,
  example: Pick<Drop, "with" | "stepSeconds" | "forSeconds" | "perStep" | "series">,
): Example {
  const { stepSeconds, perStep, series } = example;
  const growing = Math.floor(level / perStep) - 1;
  const staying = Math.ceil(example.forSeconds / stepSeconds) + 2;
  const values = `${line(0, perStep, growing)} ${steady(level, staying)}`;
  const atStep = growing + 1 + staying;
  return { with: example.with, series: series(values, atStep), stepSeconds, atStep };
}
