/**
 * The cache in Redis, by the client that the makers of Redis maintain (`@redis/client`, without the
 * modules of `redis` that nothing here needs; ioredis, the other common one, points new projects to
 * it). It connects by itself, and again with backoff after every loss; a command without a
 * connection fails at once instead of waiting for one, and a server that went silent is given up
 * when it misses its pings. Deadlines are `PatientCache`'s.
 *
 * A group's stamp is a random value under a key of its own; one that has gone is the empty stamp. It
 * is remembered for so long that no value of before outlives it (`changeMemorySeconds`). Should
 * Redis throw it out earlier for want of memory, a value lives at most as long as its time to live.
 */
import { randomUUID } from "node:crypto";
import { createClient, RESP_TYPES } from "@redis/client";
import type { Logger } from "pino";
import { changeMemorySeconds, type Cache, type CacheKey, type Lookup } from "./cache.ts";

const connectTimeoutMs = 1_000;
const pingIntervalMs = 1_000;
const silentServerTimeoutMs = 3_000;
const longestReconnectWaitMs = 2_000;
/** What a server that does not answer may make us hold. */
const mostCommandsUnderWay = 10_000;

const separator = 0x0a;

export interface RedisCacheOptions {
  readonly url: string;
  /** Of all keys, so that others can use the same server. */
  readonly prefix: string;
  readonly logger: Logger;
}

export class RedisCache implements Cache {
  readonly type = "redis";
  readonly #prefix: string;
  readonly #client: ReturnType<typeof connectToRedis>;

  constructor({ url, prefix, logger }: RedisCacheOptions) {
    this.#prefix = prefix;
    this.#client = connectToRedis(url, logger);
  }

  async get(key: CacheKey): Promise<Lookup> {
    const [stamp, entry] = await this.#client.mGet([this.#stampKey(key.group), this.#entryKey(key)]);
    const present = stamp?.toString() ?? "";
    return { value: valueOf(entry ?? null, present), stamp: present };
  }

  async set(key: CacheKey, value: Buffer, stamp: string, ttlSeconds: number): Promise<void> {
    const entry = Buffer.concat([Buffer.from(stamp), Buffer.of(separator), value]);
    await this.#client.set(this.#entryKey(key), entry, { expiration: { type: "EX", value: ttlSeconds } });
  }

  async invalidate(groups: readonly string[]): Promise<void> {
    const expiration = { type: "EX", value: changeMemorySeconds } as const;
    // Commands of the same moment travel together.
    await Promise.all(
      groups.map((group) => this.#client.set(this.#stampKey(group), randomUUID(), { expiration })),
    );
  }

  async sizeBytes(): Promise<number> {
    const info = await this.#client.info("memory");
    return Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? NaN);
  }

  async ping(): Promise<void> {
    await this.#client.ping();
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  /** The braces keep the keys of a group on one node of a cluster. */
  #stampKey(group: string): string {
    return `${this.#prefix}{${group}}:stamp`;
  }

  #entryKey({ group, item }: CacheKey): string {
    return `${this.#prefix}{${group}}:item:${item}`;
  }
}

function valueOf(entry: Buffer | null, presentStamp: string): Buffer | null {
  if (entry === null) return null;
  const end = entry.indexOf(separator);
  return entry.toString("latin1", 0, end) === presentStamp ? entry.subarray(end + 1) : null;
}

function connectToRedis(url: string, logger: Logger) {
  const client = createClient({
    url,
    name: "tidemark-api-service",
    disableOfflineQueue: true,
    commandsQueueMaxLength: mostCommandsUnderWay,
    pingInterval: pingIntervalMs,
    socket: {
      connectTimeout: connectTimeoutMs,
      socketTimeout: silentServerTimeoutMs,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** Math.min(retries, 10), longestReconnectWaitMs),
    },
  });
  let away = false;
  // Without a listener an error would end the process.
  client.on("error", (error: unknown) => {
    if (!away) logger.warn({ err: error }, "no connection to the cache: doing without");
    away = true;
  });
  client.on("ready", () => {
    if (away) logger.info("the cache is back");
    away = false;
  });
  // Tried again for ever; it ends in an error only when it is closed meanwhile.
  client.connect().catch(() => undefined);
  return client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}
