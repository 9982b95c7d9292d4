/** The cache that the configuration asks for: Redis where it names one, else one in this process. */
import type { Logger } from "pino";
import type { Cache } from "./cache.ts";
import type { ApiConfiguration } from "./configuration.ts";
import { LruCache } from "./lru-cache.ts";
import { PatientCache } from "./patient-cache.ts";
import { RedisCache } from "./redis-cache.ts";

export function openCache(configuration: ApiConfiguration, logger: Logger): Cache {
  const { REDIS_URL: url, CACHE_PREFIX: prefix, CACHE_DEADLINE_MS: deadlineMs } = configuration;
  if (url === undefined) return new LruCache();
  const cache = new RedisCache({ url, prefix, logger });
  return new PatientCache({ cache, deadlineMs, logger, nowMs: () => performance.now() });
}
