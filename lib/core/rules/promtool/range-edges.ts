/**
 * The edges of a range of so many steps, at which a test tells it from a longer and a shorter one. What
 * happened n - 1 steps ago is neither inside nor outside: Prometheus 2 takes the sample at the range's
 * start in, Prometheus 3 leaves it out.
 */

/** How many steps ago a change happened that the range just holds, in any Prometheus. */
export function justInside(rangeSteps: number): number {
  return rangeSteps - 2;
}

/** And the nearest that it no longer holds. */
export function justOutside(rangeSteps: number): number {
  return rangeSteps;
}
