import { expect } from "chai";
import { clopperPearson } from "../../../../lib/core/judge/interval.ts";

/** That a binomial count of `total` lies from `first` to `last`, summed term by term. */
function probability(total: number, share: number, [first, last]: readonly [number, number]): number {
  let term = (1 - share) ** total;
  let sum = 0;
  for (let count = 0; count <= last; count += 1) {
    if (count >= first) sum += term;
    term *= (((total - count) / (count + 1)) * share) / (1 - share);
  }
  return sum;
}

describe("clopperPearson", () => {
  it("gives the interval of the published example: 4 of 20", () => {
    // Clopper-Pearson at 95 % for 4 of 20, e.g. Newcombe, Statistics in Medicine 17 (1998): 0.0573 to 0.4366.
    const { low, high } = clopperPearson(4, 20);
    expect(low).to.be.closeTo(0.0573, 0.00005);
    expect(high).to.be.closeTo(0.4366, 0.00005);
  });

  it("agrees with R's binom.test on Mendel's peas", () => {
    // R's own example (Conover 1971): binom.test(682, 925) prints 0.7076683 0.7654066.
    const { low, high } = clopperPearson(682, 925);
    expect(low).to.be.closeTo(0.7076683, 1e-7);
    expect(high).to.be.closeTo(0.7654066, 1e-7);
  });

  it("starts at 0 when no event was good", () => {
    // In closed form the upper bound is 1 - 0.025^(1/10) = 0.3085.
    expect(clopperPearson(0, 10)).to.deep.equal({ low: 0, high: clopperPearson(0, 10).high });
    expect(clopperPearson(0, 10).high).to.be.closeTo(0.3085, 0.00005);
  });

  it("ends at 1 when every event was good", () => {
    // In closed form the lower bound is 0.025^(1/30000) = exp(ln 0.025 / 30000) = 0.99987704.
    const { low, high } = clopperPearson(30_000, 30_000);
    expect(low).to.be.closeTo(Math.exp(Math.log(0.025) / 30_000), 1e-9);
    expect(high).to.equal(1);
  });

  it("knows nothing without events", () => {
    expect(clopperPearson(0, 0)).to.deep.equal({ low: 0, high: 1 });
  });

  it("is the mirror image when good and bad change places", () => {
    const few = clopperPearson(3, 50);
    const many = clopperPearson(47, 50);
    expect(many.low).to.be.closeTo(1 - few.high, 1e-12);
    expect(many.high).to.be.closeTo(1 - few.low, 1e-12);
  });

  it("puts its bounds where the binomial tails are half of what the confidence leaves", () => {
    // The definition: at `low`, four or more good of twenty have probability 0.05; at `high`, four or fewer.
    const { low, high } = clopperPearson(4, 20, 0.9);
    expect(probability(20, low, [4, 20])).to.be.closeTo(0.05, 1e-9);
    expect(probability(20, high, [0, 4])).to.be.closeTo(0.05, 1e-9);
  });

  it("stays accurate for ten million events", () => {
    // Poisson limit for 5 bad (Garwood, Biometrika 28, 1936): the rate lies between 1.6235 and 11.6683.
    const { low, high } = clopperPearson(10_000_000 - 5, 10_000_000);
    expect((1 - high) * 1e7).to.be.closeTo(1.6235, 0.0005);
    expect((1 - low) * 1e7).to.be.closeTo(11.6683, 0.0005);
  });

  for (const [good, total] of [
    [1.5, 10],
    [-1, 10],
    [11, 10],
    [0, -1],
    [Number.NaN, 10],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    it(`refuses ${good} of ${total}`, () => {
      expect(() => clopperPearson(good, total)).to.throw(RangeError, `got ${good} and ${total}`);
    });
  }

  for (const confidence of [0, 1, Number.NaN]) {
    it(`refuses a confidence of ${confidence}`, () => {
      expect(() => clopperPearson(1, 2, confidence)).to.throw(RangeError, `got ${confidence}`);
    });
  }
});
