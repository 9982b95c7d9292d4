import { expect } from "chai";
import { bucketsOf } from "../../../../lib/core/recording/native-histogram.ts";

describe("bucketsOf", () => {
  it("gives a span its index and adds up the differences", () => {
    const buckets = bucketsOf([{ offset: -3, length: 3 }], [2, 1, -2]);
    expect(buckets).to.deep.equal([[-3, 2], [-2, 3], [-1, 1]]); // prettier-ignore
  });

  it("counts a later span's offset from the bucket after the one before it", () => {
    const buckets = bucketsOf([{ offset: 4, length: 2 }, { offset: 3, length: 1 }], [5, 0, -4]); // prettier-ignore
    expect(buckets).to.deep.equal([[4, 5], [5, 5], [9, 1]]); // prettier-ignore
  });

  it("leaves out buckets that hold nothing", () => {
    expect(bucketsOf([{ offset: 0, length: 3 }], [1, -1, 2])).to.deep.equal([[0, 1], [2, 2]]); // prettier-ignore
  });

  it("is empty without a span", () => {
    expect(bucketsOf([], [])).to.deep.equal([]);
  });

  it("refuses more or fewer counts than its spans have buckets", () => {
    expect(() => bucketsOf([{ offset: 0, length: 2 }], [1])).to.throw(
      RangeError,
      "2 buckets in its spans and 1 counts",
    );
    expect(() => bucketsOf([], [1])).to.throw(RangeError);
  });

  it("refuses a count below zero", () => {
    expect(() => bucketsOf([{ offset: 0, length: 2 }], [1, -2])).to.throw(RangeError, "counts -1");
  });
});
