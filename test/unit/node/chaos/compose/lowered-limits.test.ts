import { expect } from "chai";
import {
  fewerProcessors,
  lessMemory,
  SPARE_BYTES,
} from "../../../../../lib/node/chaos/compose/lowered-limits.ts";
import { mebibyte } from "../../../../support/scripted-engine.ts";

const before = { nanoCpus: 1e9, memoryBytes: 512 * mebibyte, memorySwapBytes: 1024 * mebibyte };

describe("fewerProcessors", () => {
  it("leaves one part in workers + 1", () => {
    expect(fewerProcessors(before, 4)).to.deep.equal({ ...before, nanoCpus: 2e8 });
    expect(fewerProcessors({ ...before, nanoCpus: 5e8 }, 1).nanoCpus).to.equal(25e7);
  });

  it("never goes below a hundredth of a processor, which Docker would refuse", () => {
    expect(fewerProcessors(before, 99).nanoCpus).to.equal(1e7);
    expect(fewerProcessors(before, 1000).nanoCpus).to.equal(1e7);
  });
});

describe("lessMemory", () => {
  const inUse = 64 * mebibyte;

  it("takes what is asked for", () => {
    expect(lessMemory(before, 256 * mebibyte, inUse)).to.deep.equal({
      ...before,
      memoryBytes: 256 * mebibyte,
      memorySwapBytes: 768 * mebibyte,
    });
  });

  it("stops at what is in use and some to spare", () => {
    const floor = inUse + SPARE_BYTES;
    expect(lessMemory(before, before.memoryBytes - floor, inUse)?.memoryBytes).to.equal(floor);
    expect(lessMemory(before, before.memoryBytes - floor + 1, inUse)?.memoryBytes).to.equal(floor);
    expect(lessMemory(before, 4096 * mebibyte, inUse)?.memoryBytes).to.equal(floor);
  });

  it("takes nothing where that leaves nothing to take", () => {
    expect(lessMemory(before, mebibyte, before.memoryBytes - SPARE_BYTES)).to.equal(null);
    expect(lessMemory(before, mebibyte, before.memoryBytes)).to.equal(null);
    expect(lessMemory(before, 0, inUse)).to.equal(null);
  });

  it("leaves swap alone that is not limited, or not counted", () => {
    for (const memorySwapBytes of [0, -1]) {
      const during = lessMemory({ ...before, memorySwapBytes }, 256 * mebibyte, inUse);
      expect(during?.memorySwapBytes).to.equal(memorySwapBytes);
    }
  });
});
