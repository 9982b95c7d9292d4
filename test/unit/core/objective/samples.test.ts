import { expect } from "chai";
import { minimumSamples } from "../../../../lib/core/objective/samples.ts";

describe("minimumSamples", () => {
  // The published table of the exact "rule of three": ln 0.05 / ln goal, rounded up.
  // 0.95: 58.40, 0.99: 298.07, 0.999: 2994.23, 0.9: 28.43
  for (const [goal, samples] of [
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
    [0.999, 2995],
  ] as const) {
    it(`is ${samples} for a goal of ${goal}`, () => {
      expect(minimumSamples(goal)).to.equal(samples);
    });

    it(`is the first count at which a clean run shows ${goal} at 95 % confidence`, () => {
      expect(goal ** samples).to.be.at.most(0.05);
      expect(goal ** (samples - 1)).to.be.above(0.05);
    });
  }

  it("is one for a goal of 1, which allows no bad event at all", () => {
    expect(minimumSamples(1)).to.equal(1);
  });

  for (const goal of [0, -0.1, 1.01, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses a goal of ${goal}`, () => {
      expect(() => minimumSamples(goal)).to.throw(RangeError, `got ${goal}`);
    });
  }
});
