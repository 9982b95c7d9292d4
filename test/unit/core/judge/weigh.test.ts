import { expect } from "chai";
import { weigh } from "../../../../lib/core/judge/weigh.ts";

describe("weigh", () => {
  it("finds a goal met by a share clearly above it", () => {
    expect(weigh(0.99, { total: 10_000, bad: 10 })).to.deep.equal({ outcome: "met", straddles: false });
  });

  it("finds a goal missed by a share clearly below it", () => {
    expect(weigh(0.99, { total: 10_000, bad: 500 })).to.deep.equal({ outcome: "missed", straddles: false });
  });

  it("finds a goal met by a share that equals it", () => {
    expect(weigh(0.99, { total: 1000, bad: 10 }).outcome).to.equal("met");
    // In floating point 15 / 10000 is 0.0015, and 1 - 9985 / 10000 is 0.0014999999999999458.
    expect(weigh(0.0015, { total: 10_000, bad: 9985 }).outcome).to.equal("met");
  });

  it("finds it missed by one event more", () => {
    expect(weigh(0.99, { total: 1000, bad: 11 }).outcome).to.equal("missed");
  });

  it("leaves a clean run open below the minimum of samples", () => {
    expect(weigh(0.99, { total: 298, bad: 0 }).outcome).to.equal("tooFew");
  });

  it("decides a clean run at the minimum of samples", () => {
    expect(weigh(0.99, { total: 299, bad: 0 }).outcome).to.equal("met");
  });

  it("finds a miss with few samples where the whole interval lies below the goal", () => {
    // 20 events, 4 good: the interval ends at 0.4366, and 299 would be needed.
    expect(weigh(0.99, { total: 20, bad: 16 }).outcome).to.equal("missed");
  });

  it("leaves a bad share open with few samples where the interval reaches the goal", () => {
    // 1 bad of 10: the interval ends at 0.975^(1/10) = 0.9975, above 0.99.
    expect(weigh(0.99, { total: 10, bad: 1 }).outcome).to.equal("tooFew");
  });

  it("leaves no event at all open", () => {
    expect(weigh(0.99, { total: 0, bad: 0 }).outcome).to.equal("tooFew");
    expect(weigh(1, { total: 0, bad: 0 }).outcome).to.equal("tooFew");
  });

  it("takes a goal of 1 at its word: one good event meets it, one bad event misses it", () => {
    expect(weigh(1, { total: 1, bad: 0 })).to.deep.equal({ outcome: "met", straddles: false });
    expect(weigh(1, { total: 1_000_000, bad: 1 })).to.deep.equal({ outcome: "missed", straddles: false });
  });

  it("says whether the interval straddles the goal", () => {
    // A clean run: its interval begins at 0.025^(1/n), which passes 0.99 between 367 and 368 (367.04).
    expect(weigh(0.99, { total: 367, bad: 0 }).straddles).to.equal(true);
    expect(weigh(0.99, { total: 368, bad: 0 }).straddles).to.equal(false);
    // The same on the side of a miss.
    expect(weigh(0.99, { total: 1000, bad: 11 }).straddles).to.equal(true);
    expect(weigh(0.99, { total: 1000, bad: 50 }).straddles).to.equal(false);
  });
});
