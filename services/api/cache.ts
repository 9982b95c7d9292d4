/**
 * Answers kept for a while, in groups that are invalidated as a whole (all pages of a list, say).
 *
 * A read that started before a write must not bring the old value back after it. So a lookup gives a
 * stamp, taken before the value is fetched, and `set` hands it back; `invalidate` changes the group's
 * stamp, and what was set with another stamp than the present one is never found. No lock is needed,
 * and the order in which a slow read's `set` and the `invalidate` arrive does not matter.
 */
export interface CacheKey {
  /** What is invalidated together. */
  readonly group: string;
  /** Which one of the group. */
  readonly item: string;
}

export interface Lookup {
  readonly value: Buffer | null;
  /** For `set`; null where nothing may be set (the cache did not answer). */
  readonly stamp: string | null;
}

/**
 * How long a change of a group must be remembered: longer than a value can be fetched (the upstream
 * deadline) and then kept (the time to live), so that every value of before has gone by itself.
 */
export const changeMemorySeconds = 120;

export interface Cache {
  /** As in `cache_type` of the metrics. */
  readonly type: "redis" | "lru";
  get(key: CacheKey): Promise<Lookup>;
  set(key: CacheKey, value: Buffer, stamp: string, ttlSeconds: number): Promise<void>;
  /** When it resolves, nothing that was fetched before the call is found any more. */
  invalidate(groups: readonly string[]): Promise<void>;
  /** Memory that it takes; of a shared server, all of that server's data. */
  sizeBytes(): Promise<number>;
  /** A round trip, where there is another side. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
