/** The cache of the embedded system: in this process, bounded by its size. One instance's own. */
import { LRUCache } from "lru-cache";
import type { Cache, CacheKey, Lookup } from "./cache.ts";

const largestBytes = 16 * 1024 * 1024;
/** Beyond this the change of longest ago is taken to be one of every other group. */
const mostRememberedChanges = 100_000;
/** Of the map's own bookkeeping for an entry, about. */
const entryOverheadBytes = 128;

interface Entry {
  readonly value: Buffer;
  readonly stamp: number;
}

export class LruCache implements Cache {
  readonly type = "lru";
  readonly #entries = new LRUCache<string, Entry>({
    maxSize: largestBytes,
    sizeCalculation: ({ value }, key) => value.length + key.length + entryOverheadBytes,
  });
  /** By group, the time of its last change, counted in changes; the longest ago first. */
  readonly #changedAt = new Map<string, number>();
  #changes = 0;
  #changedAtOfOthers = 0;

  async get(key: CacheKey): Promise<Lookup> {
    const entry = this.#entries.get(idOf(key));
    const value = entry !== undefined && this.#isFresh(key, entry) ? entry.value : null;
    return { value, stamp: String(this.#changes) };
  }

  async set(key: CacheKey, value: Buffer, stamp: string, ttlSeconds: number): Promise<void> {
    this.#entries.set(idOf(key), { value, stamp: Number(stamp) }, { ttl: ttlSeconds * 1_000 });
  }

  async invalidate(groups: readonly string[]): Promise<void> {
    for (const group of groups) {
      this.#changes += 1;
      // To the end of the map's order.
      this.#changedAt.delete(group);
      this.#changedAt.set(group, this.#changes);
    }
    this.#forgetOldest();
  }

  async sizeBytes(): Promise<number> {
    this.#entries.purgeStale();
    return this.#entries.calculatedSize;
  }

  async ping(): Promise<void> {
    // There is no other side.
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }

  #isFresh({ group }: CacheKey, { stamp }: Entry): boolean {
    return stamp >= (this.#changedAt.get(group) ?? this.#changedAtOfOthers);
  }

  #forgetOldest(): void {
    for (const [group, changedAt] of this.#changedAt) {
      if (this.#changedAt.size <= mostRememberedChanges) return;
      this.#changedAt.delete(group);
      this.#changedAtOfOthers = changedAt;
    }
  }
}

function idOf({ group, item }: CacheKey): string {
  return `${group}\n${item}`;
}
