/**
 * How much memory a cache takes. Of Redis that is what `INFO` says of the whole server (the number
 * that its limit is compared with), of the cache in this process its entries.
 */
import type { CacheType } from "../metrics.ts";
import type { Probe } from "./probe.ts";

export interface MeasuredCache {
  readonly type: CacheType;
  sizeBytes(): Promise<number>;
}

export function cacheProbe(cache: MeasuredCache): Probe {
  const read: Probe["read"] = async () => [
    { gauge: "cache_size_bytes", labels: { cache_type: cache.type }, value: await cache.sizeBytes() },
  ];
  return { name: "cache", database: null, read };
}
