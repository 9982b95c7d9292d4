/**
 * How a quantity grew over the judged part of a run: as a whole, in its halves and at its end. Facts
 * only; which of them make a leak is leak.ts.
 */
import { mannKendall } from "./mann-kendall.ts";
import { median, senSlope, valuesOf, type Series } from "./sen-slope.ts";
import type { Windows } from "./windows.ts";

const HOUR_MS = 3_600_000;

/** A trend of a part of the series. */
export interface Pace {
  /** Sen's slope; 0 where there are fewer than two values. */
  readonly perHour: number;
  /** Two-sided. */
  readonly pValue: number;
}

export interface Growth {
  readonly whole: Pace;
  readonly firstHalf: Pace;
  readonly secondHalf: Pace;
  readonly lastThird: Pace;
  /** Medians of the first and of the last quarter. */
  readonly from: number;
  readonly to: number;
  /** From the least value of the first quarter to the last level: a climb that was over early counts in full. */
  readonly climb: number;
  readonly hours: number;
}

/** @returns null where the first or the last quarter has fewer than two values */
export function growthOf({ series, windowMs }: Windows): Growth | null {
  const half = Math.ceil(series.length / 2);
  const third = Math.ceil(series.length / 3);
  const quarter = Math.ceil(series.length / 4);
  const beginning = series.slice(0, quarter);
  const from = levelOf(beginning);
  const to = levelOf(series.slice(-quarter));
  if (from === null || to === null) return null;
  return {
    whole: paceOf(series, windowMs),
    firstHalf: paceOf(series.slice(0, half), windowMs),
    secondHalf: paceOf(series.slice(half), windowMs),
    lastThird: paceOf(series.slice(-third), windowMs),
    from,
    to,
    climb: to - Math.min(...valuesOf(beginning)),
    hours: (series.length * windowMs) / HOUR_MS,
  };
}

function paceOf(series: Series, windowMs: number): Pace {
  return {
    perHour: (senSlope(series) ?? 0) * (HOUR_MS / windowMs),
    pValue: mannKendall(series).pValue,
  };
}

function levelOf(series: Series): number | null {
  const values = valuesOf(series);
  return values.length < 2 ? null : median(values);
}
