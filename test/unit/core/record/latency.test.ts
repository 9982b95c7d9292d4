import { expect } from "chai";
import {
  addHistograms,
  emptyHistogram,
  histogramQuantile,
  inResolution,
} from "../../../../lib/core/record/latency.ts";

const histogram = (buckets: (readonly [number, number])[], schema = 3, zeroCount = 0) => ({
  schema,
  zeroCount,
  sumSeconds: 1,
  buckets,
});

describe("addHistograms", () => {
  it("adds up equal buckets and keeps the others, in order", () => {
    const sum = addHistograms(histogram([[1, 2], [5, 1]]), histogram([[-3, 4], [5, 2]])); // prettier-ignore
    expect(sum).to.deep.equal({ schema: 3, zeroCount: 0, sumSeconds: 2, buckets: [[-3, 4], [1, 2], [5, 3]] }); // prettier-ignore
  });

  it("adds in the coarser of two resolutions, whichever comes first", () => {
    const [fine, coarse] = [histogram([[1, 1], [2, 1], [3, 1]]), histogram([[1, 10]], 2)]; // prettier-ignore
    expect(addHistograms(fine, coarse).buckets).to.deep.equal([[1, 12], [2, 1]]); // prettier-ignore
    expect(addHistograms(coarse, fine)).to.deep.equal(addHistograms(fine, coarse));
  });

  it("adds nothing to an empty one", () => {
    const other = histogram([[1, 2]], 2);
    expect(addHistograms(emptyHistogram, other)).to.equal(other);
  });
});

describe("inResolution", () => {
  it("puts two neighbours into one bucket that ends where the upper one did, below one second too", () => {
    // Schema 3 to 2: bucket i ends at 2^(i/8) s, bucket j at 2^(j/4) s; -1 and 0 end at or below 2^0.
    const buckets = inResolution(histogram([[-3, 1], [-2, 1], [-1, 1], [0, 1], [1, 1]]), 2).buckets; // prettier-ignore
    expect(buckets).to.deep.equal([[-1, 2], [0, 2], [1, 1]]); // prettier-ignore
  });
});

describe("histogramQuantile", () => {
  it("is the upper bound of the bucket that holds it", () => {
    const half = histogram([[-8, 50], [8, 50]]); // prettier-ignore
    expect(histogramQuantile(half, 0.5)).to.equal(0.5);
    expect(histogramQuantile(half, 0.51)).to.equal(2);
    expect(histogramQuantile(half, 1)).to.equal(2);
  });

  it("is 0 among the zeros, and null without an observation", () => {
    expect(histogramQuantile(histogram([[8, 1]], 3, 9), 0.9)).to.equal(0);
    expect(histogramQuantile(emptyHistogram, 0.5)).to.equal(null);
  });
});
