/**
 * Does a series go up or down? Mann's test (Econometrica 13, 1945) with Kendall's variance for ties
 * (Rank Correlation Methods, 1975), which compares every pair and so needs no normal noise and no
 * straight line. It assumes independent samples; neighbours in time are alike, so the variance is
 * corrected after Hamed and Rao (Journal of Hydrology 204, 1998): the ranks of the series without
 * its Sen slope are autocorrelated, and lags whose coefficient is significant make the variance
 * larger. Only the first three lags are looked at, as Rao, Hamed and Chen (2003) advise: among many,
 * some are significant by chance. The correction is taken by its size, so that negative
 * autocorrelation (a sawtooth) never makes chance look like a trend.
 */
import erfc from "@stdlib/math-base-special-erfc";
import { senSlope, valuesOf, type Series } from "./sen-slope.ts";

export interface MannKendall {
  /** Pairs that rise less pairs that fall. */
  readonly score: number;
  /** Of the score, ties and autocorrelation taken into account. */
  readonly variance: number;
  /** Standard normal where there is no trend, with the continuity correction. */
  readonly z: number;
  /** Two-sided; 1 for a series without two different values. The normal approximation is good from 10 values on. */
  readonly pValue: number;
}

const LAGS = 3;
/** Two-sided 5 % of the standard normal distribution: which autocorrelations count. */
const SIGNIFICANT_Z = 1.959963984540054;

/**
 * @param series gaps keep their index and take no part
 * @returns a score of 0 and p = 1 for fewer than 4 values
 * @throws RangeError for a value that is not finite
 */
export function mannKendall(series: Series): MannKendall {
  const values = valuesOf(series);
  if (values.length < 4) return { score: 0, variance: 0, z: 0, pValue: 1 };
  const score = scoreOf(values);
  const variance = varianceWithTies(values) * autocorrelationFactor(series);
  const z = variance === 0 ? 0 : (score - Math.sign(score)) / Math.sqrt(variance);
  return { score, variance, z, pValue: erfc(Math.abs(z) / Math.SQRT2) };
}

/** Without the correction for autocorrelation: n(n-1)(2n+5)/18, less the same for each group of ties. */
export function varianceWithTies(values: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  const part = (size: number) => size * (size - 1) * (2 * size + 5);
  const ties = [...sizes.values()].reduce((sum, size) => sum + part(size), 0);
  return (part(values.length) - ties) / 18;
}

function scoreOf(values: readonly number[]): number {
  return values.reduce((sum, earlier, index) => {
    const later = values.slice(index + 1);
    return sum + later.reduce((own, value) => own + Math.sign(value - earlier), 0);
  }, 0);
}

function autocorrelationFactor(series: Series): number {
  const n = valuesOf(series).length;
  const ranks = ranksOf(withoutTrend(series));
  const bound = SIGNIFICANT_Z / Math.sqrt(n);
  let sum = 0;
  for (let lag = 1; lag <= Math.min(LAGS, n - 3); lag++) {
    const rho = autocorrelation(ranks, lag);
    if (Math.abs(rho) > bound) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * rho;
  }
  return 1 + (2 / (n * (n - 1) * (n - 2))) * Math.abs(sum);
}

function withoutTrend(series: Series): Series {
  const slope = senSlope(series) ?? 0;
  return series.map((value, index) => (value === null ? null : value - slope * (index + 1)));
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(series: Series): Series {
  const sorted = valuesOf(series).toSorted((a, b) => a - b);
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index + 1);
    last.set(value, index + 1);
  });
  return series.map((value) =>
    value === null ? null : ((first.get(value) ?? 0) + (last.get(value) ?? 0)) / 2,
  );
}

/** Over the pairs that are `lag` apart and both there; 0 where nothing varies. */
function autocorrelation(series: Series, lag: number): number {
  const values = valuesOf(series);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (square === 0) return 0;
  const products = series.map((value, index) => {
    const later = series[index + lag] ?? null;
    return value === null || later === null ? 0 : (value - mean) * (later - mean);
  });
  return products.reduce((sum, product) => sum + product, 0) / square;
}
