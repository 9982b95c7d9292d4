/**
 * How fast does a series rise? Sen's slope (Journal of the American Statistical Association 63,
 * 1968): the median of the slopes of all pairs. Up to 29 % of the samples may be wild without moving
 * it far. Samples are equally far apart; one that is missing is a gap that keeps its index.
 */

/** Null is a gap. */
export type Series = readonly (number | null)[];

/**
 * @returns in the values' unit per index; null with fewer than two values
 * @throws RangeError for a value that is not finite
 */
export function senSlope(series: Series): number | null {
  valuesOf(series);
  const slopes = series.flatMap((earlier, from) => {
    if (earlier === null) return [];
    return series
      .slice(from + 1)
      .flatMap((later, apart) => (later === null ? [] : [(later - earlier) / (apart + 1)]));
  });
  return median(slopes);
}

/** @throws RangeError for a value that is not finite */
export function valuesOf(series: Series): readonly number[] {
  const values = series.filter((value) => value !== null);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`a series has finite values and gaps, got ${wrong}`);
  return values;
}

/** The mean of the two in the middle where there are two; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
