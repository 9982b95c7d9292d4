/** Executors in a row: each starts when the one before it has stopped starting iterations, and a moment later. */
import type { K6Executor } from "./plan.ts";

/** For the last answers of one to arrive, so that they do not burden the first second of the next. */
const PAUSE_SECONDS = 1;

/** @param groups those of a group start together; the longest of them counts */
export function oneAfterAnother(
  groups: readonly (readonly K6Executor[])[],
  pauseSeconds: number = PAUSE_SECONDS,
): readonly K6Executor[] {
  let startSeconds = 0;
  return groups.flatMap((group) => {
    const start = startSeconds;
    startSeconds += Math.max(0, ...group.map(({ shape }) => shape.durationSeconds)) + pauseSeconds;
    return group.map((executor) => ({ ...executor, startSeconds: executor.startSeconds + start }));
  });
}
