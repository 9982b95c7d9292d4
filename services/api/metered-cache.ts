/** A cache whose hits and misses are counted. A read that the cache failed to answer is a miss: its caller pays for one. */
import type { CounterSeries } from "../shared/metrics-series.ts";
import type { MetricsCollector } from "../shared/metrics.ts";
import type { Cache, CacheKey, Lookup } from "./cache.ts";

export class MeteredCache implements Cache {
  readonly type: Cache["type"];
  readonly #cache: Cache;
  readonly #hits: CounterSeries;
  readonly #misses: CounterSeries;

  constructor(cache: Cache, metrics: MetricsCollector) {
    this.type = cache.type;
    this.#cache = cache;
    const labels = { cache_type: cache.type };
    this.#hits = metrics.counter("cache_hits_total", labels);
    this.#misses = metrics.counter("cache_misses_total", labels);
  }

  async get(key: CacheKey): Promise<Lookup> {
    const lookup = await this.#cache.get(key);
    (lookup.value === null ? this.#misses : this.#hits).add();
    return lookup;
  }

  set(key: CacheKey, value: Buffer, stamp: string, ttlSeconds: number): Promise<void> {
    return this.#cache.set(key, value, stamp, ttlSeconds);
  }

  invalidate(groups: readonly string[]): Promise<void> {
    return this.#cache.invalidate(groups);
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
}
