import { expect } from "chai";
import type { LatencyHistogram } from "../../../../lib/core/record/step.ts";
import {
  addHistograms,
  bucketBound,
  emptyHistogram,
  histogramQuantile,
  inResolution,
} from "../../../../lib/core/record/latency.ts";
import { seeded } from "../analysis/simulated.ts";

const histogram = (
  schema: number,
  buckets: readonly (readonly [number, number])[],
  zeroCount = 0,
): LatencyHistogram => ({
  schema,
  zeroCount,
  sumSeconds: buckets.reduce((sum, [, count]) => sum + count, zeroCount),
  buckets,
});

const totalOf = ({ zeroCount, buckets }: LatencyHistogram) =>
  buckets.reduce((sum, [, count]) => sum + count, zeroCount);

describe("bucketBound", () => {
  it("is 2^(index / 2^schema) seconds, as Prometheus defines native histograms", () => {
    expect(bucketBound(histogram(0, []), 0)).to.equal(1);
    expect(bucketBound(histogram(0, []), -3)).to.equal(0.125);
    // Schema 3: eight buckets to each power of two.
    expect(bucketBound(histogram(3, []), 8)).to.equal(2);
    expect(bucketBound(histogram(3, []), -16)).to.equal(0.25);
    expect(bucketBound(histogram(3, []), 1)).to.be.closeTo(1.0905, 0.0001);
  });
});

describe("addHistograms", () => {
  it("adds bucket by bucket, sorted, with the sums", () => {
    const one = histogram(
      3,
      [
        [-2, 1],
        [5, 4],
      ],
      2,
    );
    const other = histogram(
      3,
      [
        [-7, 3],
        [5, 6],
      ],
      1,
    );
    expect(addHistograms(one, other)).to.deep.equal({
      schema: 3,
      zeroCount: 3,
      sumSeconds: 17,
      buckets: [
        [-7, 3],
        [-2, 1],
        [5, 10],
      ],
    });
  });

  it("takes the coarser of two resolutions: index i of schema 1 lies in ceil(i / 2) of schema 0", () => {
    // Schema 1 ends at 2^(i/2): 1 and 2 end at 1.41 and 2 s, both in (1, 2]; 3 ends at 2.83 s, in (2, 4].
    const fine = histogram(1, [
      [-1, 1],
      [0, 1],
      [1, 2],
      [2, 4],
      [3, 8],
    ]);
    const coarse = histogram(0, [[1, 100]]);
    const sum = addHistograms(fine, coarse);
    expect(sum.schema).to.equal(0);
    // -1 and 0 end at 0.71 and 1 s: both in (0.5, 1], whose index is 0.
    expect(sum.buckets).to.deep.equal([
      [0, 2],
      [1, 106],
      [2, 8],
    ]);
    expect(addHistograms(coarse, fine).buckets).to.deep.equal(sum.buckets);
  });

  it("changes neither of the two", () => {
    const one = histogram(3, [[1, 1]]);
    addHistograms(one, histogram(3, [[1, 1]]));
    expect(one.buckets).to.deep.equal([[1, 1]]);
  });

  it("takes an empty one for what it is, on either side", () => {
    const one = histogram(2, [[1, 1]]);
    expect(addHistograms(emptyHistogram, one)).to.deep.equal(one);
    expect(addHistograms(one, emptyHistogram)).to.deep.equal(one);
  });

  it("does not depend on the order or the grouping, and loses nothing", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed);
      const some = (): LatencyHistogram => {
        const indices = new Set(
          Array.from({ length: Math.floor(random() * 8) }, () => Math.floor(random() * 40) - 20),
        );
        const buckets = [...indices]
          .sort((a, b) => a - b)
          .map((index) => [index, 1 + Math.floor(random() * 9)] as const);
        return histogram(Math.floor(random() * 5) - 1, buckets, Math.floor(random() * 3));
      };
      const [a, b, c] = [some(), some(), some()];
      const left = addHistograms(addHistograms(a, b), c);
      expect(addHistograms(a, addHistograms(b, c)), `seed ${seed}`).to.deep.equal(left);
      expect(addHistograms(addHistograms(c, a), b), `seed ${seed}`).to.deep.equal(left);
      expect(totalOf(left)).to.equal(totalOf(a) + totalOf(b) + totalOf(c));
    }
  });
});

describe("histogramQuantile", () => {
  // Ten answers: 5 within 1 s, 4 more within 2 s, 1 more within 8 s.
  const ten = histogram(0, [
    [0, 5],
    [1, 4],
    [3, 1],
  ]);

  it("is the end of the bucket in which that share of the answers is reached", () => {
    expect(histogramQuantile(ten, 0.5)).to.equal(1);
    expect(histogramQuantile(ten, 0.51)).to.equal(2);
    expect(histogramQuantile(ten, 0.9)).to.equal(2);
    expect(histogramQuantile(ten, 0.95)).to.equal(8);
    expect(histogramQuantile(ten, 1)).to.equal(8);
  });

  it("begins with the first answer", () => {
    expect(histogramQuantile(ten, 0)).to.equal(1);
  });

  it("counts answers that took next to no time as 0", () => {
    const half = histogram(0, [[0, 5]], 5);
    expect(histogramQuantile(half, 0.5)).to.equal(0);
    expect(histogramQuantile(half, 0.6)).to.equal(1);
    expect(histogramQuantile(histogram(0, [], 3), 0.99)).to.equal(0);
  });

  it("is not known without an answer", () => {
    expect(histogramQuantile(emptyHistogram, 0.5)).to.equal(null);
  });

  it("is at most one bucket above the true value, which at schema 3 is 9 %", () => {
    const random = seeded(3);
    const times = Array.from({ length: 999 }, () => 0.001 + random() * 2).sort((a, b) => a - b);
    const of = times.reduce((sum, time) => {
      const index = Math.ceil(Math.log2(time) * 8);
      return addHistograms(sum, histogram(3, [[index, 1]]));
    }, emptyHistogram);
    for (const quantile of [0.5, 0.95, 0.99]) {
      const exact = times[Math.ceil(quantile * times.length) - 1] ?? 0;
      const read = histogramQuantile(of, quantile) ?? 0;
      expect(read / exact, String(quantile)).to.be.within(1, 2 ** (1 / 8));
    }
  });
});

describe("inResolution", () => {
  it("puts two neighbours into one bucket that ends where the upper one did, below one second too", () => {
    // Schema 3 to 2: bucket i ends at 2^(i/8) s, bucket j at 2^(j/4) s; -1 and 0 end at or below 2^0.
    const buckets = inResolution(histogram(3, [[-3, 1], [-2, 1], [-1, 1], [0, 1], [1, 1]]), 2).buckets; // prettier-ignore
    expect(buckets).to.deep.equal([[-1, 2], [0, 2], [1, 1]]); // prettier-ignore
  });
});
