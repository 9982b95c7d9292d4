import { expect } from "chai";
import { PatientCache } from "../../../../services/api/patient-cache.ts";
import { RedisCache } from "../../../../services/api/redis-cache.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import { skipBecause } from "../../../support/skip.ts";
import { startBreakableProxy, type BreakableProxy } from "../support/breakable-proxy.ts";
import { eventually } from "../support/running-service.ts";
import { reachTestRedis, type TestRedis } from "./test-redis.ts";

const deadlineMs = 50;
/** On a busy machine. */
const marginMs = 100;
const key = { group: "users", item: "1:20" };

describe("a cache in Redis when the server fails", () => {
  let redis: TestRedis;
  let proxy: BreakableProxy;
  let cache: PatientCache;

  before(async function () {
    const reached = await reachTestRedis();
    if (typeof reached === "string") return skipBecause(this, reached);
    redis = reached;
  });

  beforeEach(async () => {
    proxy = await startBreakableProxy(redis.host, redis.port);
    const url = new URL(redis.url);
    url.host = `127.0.0.1:${proxy.port}`;
    const logger = createLogger("test", "silent");
    const inRedis = new RedisCache({ url: url.href, prefix: redis.prefix, logger });
    cache = new PatientCache({ cache: inRedis, deadlineMs, logger, nowMs: () => performance.now() });
    await works();
  });

  afterEach(async () => {
    await cache.close();
    await proxy.close();
  });

  after(async () => {
    await (redis as TestRedis | undefined)?.remove();
  });

  /** Under keys of its own, which no failed invalidation makes doubtful. */
  const works = () =>
    eventually(
      "values are found",
      async () => {
        const probe = { group: "probe", item: "any" };
        const { value, stamp } = await cache.get(probe);
        if (stamp !== null) await cache.set(probe, Buffer.from("found"), stamp, 60);
        return value?.toString() === "found";
      },
      15_000,
    );

  async function timed(work: () => Promise<unknown>): Promise<{ result: unknown; tookMs: number }> {
    const startedMs = performance.now();
    const result = await work();
    return { result, tookMs: performance.now() - startedMs };
  }

  const breaks: Readonly<Record<string, () => Promise<void>>> = {
    "is away": () => proxy.cut(),
    "goes silent": async () => proxy.silence(),
  };

  for (const [what, breakIt] of Object.entries(breaks)) {
    it(`misses within the deadline while it ${what}, and is used again when it is back`, async () => {
      await breakIt();
      for (let request = 0; request < 10; request += 1) {
        const read = await timed(() => cache.get(key));
        expect(read.result).to.deep.equal({ value: null, stamp: null });
        expect(read.tookMs).to.be.below(deadlineMs + marginMs);
        const write = await timed(() => cache.invalidate([key.group]));
        expect(write.tookMs).to.be.below(deadlineMs + marginMs);
      }
      await proxy.mend();
      await works();
    });
  }

  it("does not use what a write could not invalidate, although the server is back", async () => {
    const { stamp } = await cache.get(key);
    await cache.set(key, Buffer.from("before the write"), stamp!, 60);
    await proxy.cut();
    await cache.invalidate([key.group]);
    await proxy.mend();
    await works();
    expect((await cache.get(key)).value).to.equal(null);
    await cache.invalidate([key.group]);
    expect((await cache.get(key)).stamp).to.be.a("string");
  });

  it("starts without the server, and uses it when it is there", async () => {
    await cache.close();
    await proxy.cut();
    const url = new URL(redis.url);
    url.host = `127.0.0.1:${proxy.port}`;
    const logger = createLogger("test", "silent");
    const inRedis = new RedisCache({ url: url.href, prefix: redis.prefix, logger });
    cache = new PatientCache({ cache: inRedis, deadlineMs, logger, nowMs: () => performance.now() });
    expect((await cache.get(key)).value).to.equal(null);
    await proxy.mend();
    await works();
  });
});
