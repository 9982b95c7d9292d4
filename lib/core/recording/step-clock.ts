/**
 * Which second a push tells of. k6 pushes once a second by a ticker of its own, a few milliseconds late
 * now and then; steps are laid on a grid of whole seconds, so that no chart shows two pushes in one
 * second and none in the next. A step lasts as long as the pushes that it follows were missing; the push
 * that k6 makes when it ends may follow the last one at once.
 */

export interface StepTime {
  readonly startMs: number;
  readonly durationMs: number;
}

const SECOND_MS = 1000;

/** @returns a function of the time of a push, in milliseconds since 1970 by a clock that is never set */
export function stepClock(): (arrivedMs: number) => StepTime {
  let first: { readonly arrivedMs: number; readonly endMs: number } | null = null;
  let [lastMs, lastEndMs] = [0, 0];
  return (arrivedMs) => {
    if (first === null) {
      const endMs = Math.round(arrivedMs / SECOND_MS) * SECOND_MS;
      first = { arrivedMs, endMs };
      [lastMs, lastEndMs] = [arrivedMs, endMs];
      return { startMs: endMs - SECOND_MS, durationMs: SECOND_MS };
    }
    const seconds = Math.round((arrivedMs - first.arrivedMs) / SECOND_MS);
    const onGridMs = first.endMs + seconds * SECOND_MS - lastEndMs;
    const durationMs = onGridMs > 0 ? onGridMs : Math.max(1, Math.round(arrivedMs - lastMs));
    const startMs = lastEndMs;
    [lastMs, lastEndMs] = [arrivedMs, startMs + durationMs];
    return { startMs, durationMs };
  };
}
