/** Which growth is ordinary, and which is too much where nobody gave a limit? Arithmetic to follow by hand. */
import { expect } from "chai";
import { limitFor, ordinaryGrowth } from "../../../../lib/core/analysis/quantity.ts";

const MiB = 1024 ** 2;

describe("limitFor", () => {
  it("is a doubling, or 64 MiB more where a doubling is less", () => {
    expect(limitFor("residentBytes", 200 * MiB)).to.equal(400 * MiB);
    expect(limitFor("residentBytes", 50 * MiB)).to.equal(114 * MiB);
  });
});

describe("ordinaryGrowth", () => {
  it("is what such a process settles by, or a quarter of the level", () => {
    expect(ordinaryGrowth("residentBytes", 100 * MiB, 1)).to.equal(32 * MiB);
    expect(ordinaryGrowth("residentBytes", 128 * MiB, 1)).to.equal(32 * MiB);
    expect(ordinaryGrowth("residentBytes", 160 * MiB, 1)).to.equal(40 * MiB);
    expect(ordinaryGrowth("connections", 4, 1)).to.equal(3);
    expect(ordinaryGrowth("eventLoopLagSeconds", 0.01, 1)).to.equal(0.0125);
    expect(ordinaryGrowth("latencyP95Seconds", 0.04, 1)).to.equal(0.025);
  });

  it("is no less in a run of minutes", () => {
    expect(ordinaryGrowth("residentBytes", 100 * MiB, 0.1)).to.equal(32 * MiB);
  });

  it("shrinks with the hours for what is held, and not for what is measured anew", () => {
    expect(ordinaryGrowth("residentBytes", 100 * MiB, 8)).to.equal(4 * MiB);
    expect(ordinaryGrowth("connections", 4, 8)).to.equal(3 / 8);
    expect(ordinaryGrowth("eventLoopLagSeconds", 0.01, 8)).to.equal(0.0125);
    expect(ordinaryGrowth("latencyP95Seconds", 0.04, 8)).to.equal(0.025);
  });
});
