import { expect } from "chai";
import { changeMemorySeconds, type Cache, type Lookup } from "../../../../services/api/cache.ts";
import { PatientCache } from "../../../../services/api/patient-cache.ts";
import { createLogger } from "../../../../services/shared/logger.ts";

const key = { group: "users", item: "1:20" };
const hit: Lookup = { value: Buffer.from("value"), stamp: "s" };
const miss: Lookup = { value: null, stamp: null };
const never = () => new Promise<never>(() => undefined);
const broken = () => Promise.reject(new Error("broken"));

describe("a patient cache", () => {
  let nowMs: number;
  let asked: number;
  let read: () => Promise<Lookup>;
  let invalidation: () => Promise<void>;
  let cache: PatientCache;

  beforeEach(() => {
    nowMs = 0;
    asked = 0;
    read = () => Promise.resolve(hit);
    invalidation = () => Promise.resolve();
    const behind: Cache = {
      type: "redis",
      get: () => {
        asked += 1;
        return read();
      },
      set: broken,
      invalidate: () => invalidation(),
      sizeBytes: () => Promise.resolve(0),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const logger = createLogger("test", "silent");
    cache = new PatientCache({ cache: behind, deadlineMs: 1, logger, nowMs: () => nowMs });
  });

  it("hands on what it is told in time", async () => {
    expect(await cache.get(key)).to.equal(hit);
  });

  for (const [what, answer] of [
    ["fails", broken],
    ["does not answer in time", never],
  ] as const) {
    it(`misses, without a stamp to set with, when the cache ${what}`, async () => {
      read = answer;
      expect(await cache.get(key)).to.deep.equal(miss);
    });

    it(`says nothing of an invalidation for which the cache ${what}, and never uses the group until its values are gone`, async () => {
      invalidation = answer;
      await cache.invalidate([key.group]);
      expect(await cache.get(key)).to.deep.equal(miss);
      nowMs = changeMemorySeconds * 1_000 - 1;
      expect(await cache.get(key)).to.deep.equal(miss);
      expect(asked).to.equal(0);
      nowMs += 1;
      expect(await cache.get(key)).to.equal(hit);
    });
  }

  it("fails nobody when a value cannot be set", async () => {
    await cache.set(key, Buffer.from("x"), "s", 1);
  });

  it("uses other groups, and the group again after an invalidation that was confirmed", async () => {
    invalidation = broken;
    await cache.invalidate([key.group]);
    expect(await cache.get({ group: "user:7", item: "user" })).to.equal(hit);
    invalidation = () => Promise.resolve();
    await cache.invalidate([key.group]);
    expect(await cache.get(key)).to.equal(hit);
  });

  it("stays in doubt about a later write when an earlier one is confirmed", async () => {
    let confirm: () => void = () => undefined;
    invalidation = () => new Promise((resolve) => (confirm = resolve));
    const earlier = cache.invalidate([key.group]);
    invalidation = broken;
    await cache.invalidate([key.group]);
    confirm();
    await earlier;
    expect(await cache.get(key)).to.deep.equal(miss);
  });

  it("does not trust an answer that was on its way while a write came in doubt", async () => {
    let answer: () => void = () => undefined;
    read = () => new Promise((resolve) => (answer = () => resolve(hit)));
    const reading = cache.get(key);
    invalidation = never;
    void cache.invalidate([key.group]);
    answer();
    expect(await reading).to.deep.equal(miss);
  });

  it("leaves a cache alone for a moment that has failed five times in a row", async () => {
    read = broken;
    for (let request = 0; request < 5; request += 1) await cache.get(key);
    read = () => Promise.resolve(hit);
    expect(await cache.get(key)).to.deep.equal(miss);
    expect(asked).to.equal(5);
    nowMs = 500;
    expect(await cache.get(key)).to.equal(hit);
  });

  it("counts failures in a row: one answer in between, and it is used on", async () => {
    for (let round = 0; round < 3; round += 1) {
      read = broken;
      for (let request = 0; request < 4; request += 1) await cache.get(key);
      read = () => Promise.resolve(hit);
      expect(await cache.get(key)).to.equal(hit);
    }
  });
});
