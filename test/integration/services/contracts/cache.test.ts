import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Context } from "mocha";
import type { Cache } from "../../../../services/api/cache.ts";
import { LruCache } from "../../../../services/api/lru-cache.ts";
import { RedisCache } from "../../../../services/api/redis-cache.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import { skipBecause } from "../../../support/skip.ts";
import { eventually } from "../support/running-service.ts";
import { reachTestRedis } from "./test-redis.ts";

interface CachePlace {
  readonly cache: Cache;
  remove(): Promise<void>;
}

const places: Readonly<Record<string, (context: Context) => Promise<CachePlace>>> = {
  "in this process": async () => ({ cache: new LruCache(), remove: () => Promise.resolve() }),
  "in Redis": async (context) => {
    const redis = await reachTestRedis();
    if (typeof redis === "string") return skipBecause(context, redis);
    const { url, prefix } = redis;
    const logger = createLogger("test", "silent");
    return { cache: new RedisCache({ url, prefix, logger }), remove: () => redis.remove() };
  },
};

const ttlSeconds = 60;
const first = { group: "users", item: "1:20" };
const second = { group: "users", item: "2:20" };
const other = { group: "user:7", item: "user" };

for (const [name, find] of Object.entries(places)) {
  describe(`a cache ${name}`, () => {
    let place: CachePlace | null = null;
    let cache: Cache;

    before(async function () {
      place = await find(this);
      cache = place.cache;
      await eventually("the cache is reached", () =>
        cache.ping().then(
          () => true,
          () => false,
        ),
      );
    });

    beforeEach(() => cache.invalidate([first.group, other.group]));

    after(async () => {
      await place?.cache.close();
      await place?.remove();
    });

    const lookUp = async (key: typeof first) => (await cache.get(key)).value?.toString() ?? null;
    const stampOf = async (key: typeof first) => (await cache.get(key)).stamp!;

    async function keep(key: typeof first, value: string, seconds = ttlSeconds): Promise<void> {
      await cache.set(key, Buffer.from(value), await stampOf(key), seconds);
    }

    it("finds nothing where nothing was set, and gives a stamp to set with", async () => {
      const { value, stamp } = await cache.get(first);
      expect(value).to.equal(null);
      expect(stamp).to.be.a("string");
    });

    it("finds what was set, byte for byte, and under its own key alone", async () => {
      const bytes = Buffer.from([0, 10, 255, 13, 10, 128, 0]);
      await cache.set(first, bytes, await stampOf(first), ttlSeconds);
      expect((await cache.get(first)).value?.equals(bytes)).to.equal(true);
      expect(await lookUp(second)).to.equal(null);
      expect(await lookUp(other)).to.equal(null);
    });

    it("replaces what was set before", async () => {
      await keep(first, "old");
      await keep(first, "new");
      expect(await lookUp(first)).to.equal("new");
    });

    it("invalidates all of a group, and nothing else", async () => {
      await keep(first, "page 1");
      await keep(second, "page 2");
      await keep(other, "user 7");
      await cache.invalidate([first.group]);
      expect([await lookUp(first), await lookUp(second)]).to.deep.equal([null, null]);
      expect(await lookUp(other)).to.equal("user 7");
    });

    it("never finds what a read brought that started before a write and ended after it", async () => {
      const stamp = await stampOf(first);
      await cache.invalidate([first.group]);
      await cache.set(first, Buffer.from("stale"), stamp, ttlSeconds);
      expect(await lookUp(first)).to.equal(null);
    });

    it("never finds it although a later read has been kept, in whatever order they come", async () => {
      const before = await stampOf(first);
      await cache.invalidate([first.group]);
      const after = await stampOf(first);
      await cache.set(first, Buffer.from("fresh"), after, ttlSeconds);
      await cache.set(first, Buffer.from("stale"), before, ttlSeconds);
      expect(await lookUp(first)).to.be.oneOf(["fresh", null]);
    });

    it("never finds it after any number of further writes", async () => {
      const stamp = await stampOf(first);
      for (let write = 0; write < 5; write += 1) await cache.invalidate([first.group]);
      await cache.set(first, Buffer.from("stale"), stamp, ttlSeconds);
      expect(await lookUp(first)).to.equal(null);
    });

    it("finds again what was read after the write", async () => {
      await cache.invalidate([first.group]);
      await keep(first, "fresh");
      expect(await lookUp(first)).to.equal("fresh");
    });

    it("forgets a value when its time is over", async () => {
      await keep(first, "short", 1);
      expect(await lookUp(first)).to.equal("short");
      await delay(1_100);
      expect(await lookUp(first)).to.equal(null);
    });

    it("tells how much memory it takes", async () => {
      await keep(first, "x".repeat(1_000));
      expect(await cache.sizeBytes()).to.be.above(1_000);
    });
  });
}
