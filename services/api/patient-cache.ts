/**
 * A cache that never fails a request and never slows one down by more than a small deadline: no
 * answer is a miss. After some misses of that kind in a row it is left alone for a moment, so that a
 * silent server does not cost every request the deadline.
 *
 * An invalidation that was not confirmed leaves values of before the write in the cache. They are
 * not used in this instance until they have gone by themselves (`changeMemorySeconds`); other
 * instances may find them until then, for at most a time to live. That, and nothing longer, is how
 * stale an answer can be while the cache cannot be reached; otherwise whoever has been told of a
 * write never again gets an answer of before it.
 */
import type { Logger } from "pino";
import { withDeadline } from "../shared/deadline.ts";
import { changeMemorySeconds, type Cache, type CacheKey, type Lookup } from "./cache.ts";

/** Consecutive failures after which the cache is left alone, and for how long. */
const tolerated = 5;
const restMs = 500;

const miss: Lookup = { value: null, stamp: null };

export interface PatientCacheOptions {
  readonly cache: Cache;
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** A monotonic clock. */
  readonly nowMs: () => number;
}

interface Doubt {
  readonly untilMs: number;
}

export class PatientCache implements Cache {
  readonly type: Cache["type"];
  readonly #cache: Cache;
  readonly #deadlineMs: number;
  readonly #logger: Logger;
  readonly #nowMs: () => number;
  /** Groups whose invalidation is not confirmed; those that matter the shortest time first. */
  readonly #doubtful = new Map<string, Doubt>();
  #failures = 0;
  #restsUntilMs = 0;

  constructor({ cache, deadlineMs, logger, nowMs }: PatientCacheOptions) {
    this.type = cache.type;
    this.#cache = cache;
    this.#deadlineMs = deadlineMs;
    this.#logger = logger;
    this.#nowMs = nowMs;
  }

  async get(key: CacheKey): Promise<Lookup> {
    if (this.#rests() || this.#isDoubtful(key.group)) return miss;
    const lookup = await this.#attempt(this.#cache.get(key));
    // Doubt may have come up while the answer was on its way.
    return lookup === null || this.#isDoubtful(key.group) ? miss : lookup;
  }

  async set(key: CacheKey, value: Buffer, stamp: string, ttlSeconds: number): Promise<void> {
    if (this.#rests()) return;
    await this.#attempt(this.#cache.set(key, value, stamp, ttlSeconds));
  }

  /** Tried even while the cache is left alone: here an answer matters. */
  async invalidate(groups: readonly string[]): Promise<void> {
    const doubt = this.#doubt(groups);
    const confirmed = this.#cache.invalidate(groups).then(() => true);
    if ((await this.#attempt(confirmed)) === null) return;
    // A later write's doubt about the same group stays.
    for (const group of groups) if (this.#doubtful.get(group) === doubt) this.#doubtful.delete(group);
  }

  sizeBytes(): Promise<number> {
    return this.#cache.sizeBytes();
  }

  ping(): Promise<void> {
    return this.#cache.ping();
  }

  close(): Promise<void> {
    return this.#cache.close();
  }

  async #attempt<T>(work: Promise<T>): Promise<T | null> {
    try {
      const result = await withDeadline(work, this.#deadlineMs, () => new Error("the cache is slow"));
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === tolerated)
        this.#logger.warn({ err: error }, "the cache is left alone for a moment");
      if (this.#failures >= tolerated) this.#restsUntilMs = this.#nowMs() + restMs;
      return null;
    }
  }

  #rests(): boolean {
    return this.#nowMs() < this.#restsUntilMs;
  }

  #doubt(groups: readonly string[]): Doubt {
    const nowMs = this.#nowMs();
    for (const [group, { untilMs }] of this.#doubtful) {
      if (untilMs > nowMs) break;
      this.#doubtful.delete(group);
    }
    const doubt = { untilMs: nowMs + changeMemorySeconds * 1_000 };
    for (const group of groups) {
      // To the end of the map's order.
      this.#doubtful.delete(group);
      this.#doubtful.set(group, doubt);
    }
    return doubt;
  }

  #isDoubtful(group: string): boolean {
    return this.#nowMs() < (this.#doubtful.get(group)?.untilMs ?? -Infinity);
  }
}
