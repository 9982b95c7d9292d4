import { expect } from "chai";
import type { LatencyHistogram } from "../../../../lib/core/record/step.ts";
import { growthOf, histogramGrowth } from "../../../../lib/core/recording/since-last.ts";

const told = (atMs: number, value: number) => ({ atMs, value });
const histogram = (varied: Partial<LatencyHistogram>) => ({
  schema: 3,
  zeroCount: 0,
  sumSeconds: 0,
  buckets: [],
  ...varied,
});

describe("growthOf", () => {
  it("is the whole value at first, then what came to it", () => {
    expect(growthOf(undefined, told(5, 3))).to.equal(3);
    expect(growthOf(told(5, 3), told(6, 10))).to.equal(7);
    expect(growthOf(told(5, 3), told(6, 3))).to.equal(0);
  });

  it("is nothing for what is older, the same, or no number", () => {
    expect(growthOf(told(5, 3), told(4, 9))).to.equal(null);
    expect(growthOf(told(5, 3), told(5, 3))).to.equal(null);
    expect(growthOf(told(5, 3), told(5, 2))).to.equal(null);
    expect(growthOf(undefined, told(5, Number.NaN))).to.equal(null);
    expect(growthOf(told(5, 3), told(6, Number.NaN))).to.equal(null);
  });

  it("is the whole value after a start anew", () => {
    expect(growthOf(told(5, 3), told(6, 2))).to.equal(2);
  });
});

describe("histogramGrowth", () => {
  it("is the difference of each bucket, of the zeros and of the sum", () => {
    const before = histogram({ zeroCount: 1, sumSeconds: 1.5, buckets: [[1, 2], [4, 7]] }); // prettier-ignore
    const now = histogram({ zeroCount: 3, sumSeconds: 2, buckets: [[1, 2], [2, 1], [4, 9]] }); // prettier-ignore
    expect(histogramGrowth({ atMs: 5, value: before }, { atMs: 6, value: now })).to.deep.equal(
      histogram({ zeroCount: 2, sumSeconds: 0.5, buckets: [[2, 1], [4, 2]] }), // prettier-ignore
    );
  });

  it("compares in the coarser of two resolutions: buckets 1 and 2 of schema 3 are bucket 1 of schema 2", () => {
    const before = histogram({ schema: 3, buckets: [[1, 2], [2, 3], [3, 1]] }); // prettier-ignore
    const now = histogram({ schema: 2, buckets: [[1, 6], [2, 2]] }); // prettier-ignore
    const growth = histogramGrowth({ atMs: 5, value: before }, { atMs: 6, value: now });
    expect(growth).to.deep.include({ schema: 2, buckets: [[1, 1], [2, 1]] }); // prettier-ignore
  });

  it("is nothing for the end of a series, which k6 marks beside the last histogram", () => {
    const last = { atMs: 5, value: histogram({ buckets: [[1, 2]] }) };
    expect(histogramGrowth(last, last)).to.equal(null);
    expect(histogramGrowth(last, { atMs: 6, value: histogram({ sumSeconds: Number.NaN }) })).to.equal(null);
  });

  it("never tells of a sum below zero, which floating point may leave", () => {
    const before = { atMs: 5, value: histogram({ sumSeconds: 0.30000000000000004, buckets: [[1, 2]] }) };
    const now = { atMs: 6, value: histogram({ sumSeconds: 0.3, buckets: [[1, 3]] }) };
    expect(histogramGrowth(before, now)?.sumSeconds).to.equal(0);
  });
});
