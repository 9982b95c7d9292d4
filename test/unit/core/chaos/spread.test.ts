import { expect } from "chai";
import { spreadOf } from "../../../../lib/core/chaos/spread.ts";

describe("spreadOf", () => {
  it("is empty over nothing", () => {
    expect(spreadOf([])).to.deep.equal({ n: 0, reached: 0, median: null, least: null, most: null });
  });

  it("takes the middle of an odd number, and the mean of the two in the middle of an even one", () => {
    expect(spreadOf([9, 1, 2])).to.deep.equal({ n: 3, reached: 3, median: 2, least: 1, most: 9 });
    expect(spreadOf([9, 1, 2, 4])).to.include({ median: 3 });
  });

  it("counts what was not reached, and takes no number from it", () => {
    expect(spreadOf([4, null, 2])).to.deep.equal({ n: 3, reached: 2, median: 3, least: 2, most: 4 });
    expect(spreadOf([null])).to.deep.equal({ n: 1, reached: 0, median: null, least: null, most: null });
  });

  it("takes 0 for a number", () => {
    expect(spreadOf([0])).to.deep.equal({ n: 1, reached: 1, median: 0, least: 0, most: 0 });
  });

  it("leaves the caller's list as it was", () => {
    const values = Object.freeze([3, 1, 2]);
    spreadOf(values);
    expect(values).to.deep.equal([3, 1, 2]);
  });
});
