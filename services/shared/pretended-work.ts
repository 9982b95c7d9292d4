/**
 * What working off a record does in these services: it takes a while and has no effect, so it bears
 * repetition. A real service would send its mail or call its partner here.
 */
import { setTimeout as delay } from "node:timers/promises";

export function pretendedWork(durationMs: number): () => Promise<void> {
  return async () => {
    if (durationMs > 0) await delay(durationMs);
  };
}
