/** Values published elsewhere, arithmetic that can be followed, and simulated series with a seed. */
import { expect } from "chai";
import { mannKendall, varianceWithTies } from "../../../../lib/core/analysis/mann-kendall.ts";
import { senSlope } from "../../../../lib/core/analysis/sen-slope.ts";
import { rainfallOfBogra } from "./rainfall-of-bogra.ts";
import { autocorrelated, noise, seeded } from "./simulated.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe("mannKendall", () => {
  // pyMannKendall, tests/test_pymannkendall.py of 2019: original_test, and hamed_rao_modification_test
  // with lag=3, which leave missing months out and close the gaps.
  describe("on the rainfall of Bogra, as pyMannKendall publishes it", () => {
    const withoutGaps = rainfallOfBogra.filter((month) => month !== null);
    const result = mannKendall(withoutGaps);

    it("finds the score and the variance with ties", () => {
      expect(result.score).to.equal(-1959);
      const variance = varianceWithTies(withoutGaps);
      expect(variance).to.be.closeTo(4889800.333333333, 1e-6);
      expect((result.score + 1) / Math.sqrt(variance)).to.be.closeTo(-0.8854562842589916, 1e-12);
    });

    it("finds variance, z and p of Hamed and Rao's correction over three lags", () => {
      expect(result.variance).to.be.closeTo(14226812.425138814, 1e-4);
      expect(result.z).to.be.closeTo(-0.5191093899188985, 1e-12);
      expect(result.pValue).to.be.closeTo(0.603684460662274, 1e-12);
    });

    it("finds Sen's slope", () => {
      expect(senSlope(withoutGaps)).to.be.closeTo(-0.0064516129032258064, 1e-15);
    });

    // Its present tests (test_sens_slope) keep the index of a missing month.
    it("finds Sen's slope where gaps keep their index", () => {
      expect(senSlope(rainfallOfBogra)).to.be.closeTo(-0.006369426751592357, 1e-15);
    });
  });

  // MannKendall.jl, test/runtests.jl: 1 to 100.
  it("finds in 1 to 100 what MannKendall.jl publishes", () => {
    const { score, variance, z } = mannKendall(upTo(100));
    expect({ score, variance }).to.deep.equal({ score: 4950, variance: 112_750 });
    expect(z).to.be.closeTo(14.73869998208331, 1e-12);
  });

  // Pairs of 3 1 2 2: -1 -1 -1, +1 +1, 0. Variance (4·3·13 - 2·1·9)/18 = 138/18.
  it("counts rising pairs less falling ones, and takes ties out of the variance", () => {
    expect(mannKendall([3, 1, 2, 2]).score).to.equal(-1);
    expect(varianceWithTies([3, 1, 2, 2])).to.be.closeTo(138 / 18, 1e-12);
  });

  it("takes no part of the score for a gap", () => {
    expect(mannKendall([1, null, 2, 3, null, 4]).score).to.equal(6);
  });

  it("finds nothing in a series that never changes, and in fewer than four values", () => {
    expect(mannKendall([5, 5, 5, 5, 5])).to.include({ score: 0, z: 0, pValue: 1 });
    expect(mannKendall([1, 2, 3])).to.include({ score: 0, pValue: 1 });
    expect(mannKendall([])).to.include({ pValue: 1 });
  });

  it("leaves what it is given as it was, and refuses what is no number", () => {
    const series = Object.freeze([3, 1, 2, 4]);
    mannKendall(series);
    expect(series).to.deep.equal([3, 1, 2, 4]);
    expect(() => mannKendall([1, 2, 3, Number.NaN])).to.throw(RangeError, "finite values and gaps, got NaN");
    expect(() => mannKendall([1, 2, 3, Number.POSITIVE_INFINITY])).to.throw(RangeError);
  });

  describe("of many simulated series", () => {
    const found = (make: (random: () => number) => number[], alpha = 0.05) =>
      Array.from({ length: 1000 }, (_, seed) => mannKendall(make(seeded(seed)))).filter(
        ({ pValue }) => pValue < alpha,
      ).length / 1000;

    // Three lags of ranks: some are significant by chance, which makes the test err to the side of caution.
    it("finds a trend in about 5 % of a thousand without one", () => {
      expect(found((random) => noise(random, 30))).to.be.within(0.03, 0.06);
    });

    it("finds one in nearly all of a thousand that rise by three of their standard deviations", () => {
      const rising = (random: () => number) =>
        noise(random, 30).map((value, index) => value + (3 * index) / 30);
      expect(found(rising)).to.be.above(0.95);
    });

    // Not all of it: lags beyond the third count for nothing, and a slope that is taken out hides some.
    it("finds far fewer trends in autocorrelated noise than it would without its correction", () => {
      const series = upTo(250).map((seed) => autocorrelated(seeded(seed), 100, 0.5));
      const corrected = series.filter((values) => mannKendall(values).pValue < 0.05).length / 250;
      const plain = series.filter(isTrendUncorrected).length / 250;
      expect(plain).to.be.above(0.2);
      expect(corrected).to.be.below(plain / 2);
    }).timeout(10_000);
  });
});

/** At 5 %, as if all values were independent. */
function isTrendUncorrected(values: readonly number[]): boolean {
  return Math.abs(mannKendall(values).score) - 1 > 1.96 * Math.sqrt(varianceWithTies(values));
}

describe("senSlope", () => {
  // Slopes of 1 4 2: 3, -2, 1/2.
  it("is the median of the slopes of all pairs", () => {
    expect(senSlope([1, 4, 2])).to.equal(0.5);
  });

  it("is the mean of the two in the middle where there are two", () => {
    // Slopes of 0 1 3 3: 1, 3/2, 1, 2, 1, 0; in order 0 1 1 1 1.5 2.
    expect(senSlope([0, 1, 3, 3])).to.equal(1);
    expect(senSlope([1, 2])).to.equal(1);
  });

  it("keeps the index of a gap", () => {
    expect(senSlope([0, null, null, 6])).to.equal(2);
  });

  it("is not moved by one wild value", () => {
    expect(senSlope([0, 1, 2, 300, 4, 5, 6])).to.equal(1);
  });

  it("is not there with fewer than two values", () => {
    expect(senSlope([1, null])).to.equal(null);
    expect(senSlope([])).to.equal(null);
  });
});
