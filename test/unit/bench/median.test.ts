import { expect } from "chai";
import { median } from "../../../bench/median.ts";

describe("median", () => {
  it("is the middle of an odd number of figures, whatever their order", () => {
    expect(median([3, 1, 2])).to.equal(2);
  });

  it("is the mean of the two middle ones of an even number", () => {
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });

  it("does not change the caller's array", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).to.deep.equal([3, 1, 2]);
  });

  it("refuses nothing at all", () => {
    expect(() => median([])).to.throw(RangeError, "the median of nothing");
  });
});
