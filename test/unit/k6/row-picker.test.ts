import { expect } from "chai";
import type { PlannedData } from "../../../lib/core/plan/plan.ts";
import { createRowPicker } from "../../../lib/k6/row-picker.ts";

const table = Array.from({ length: 10 }, (_, id) => ({ id }));
const unique: PlannedData = {
  ...{ name: "users", pick: "unique", whenUsedUp: "fail", rows: 10 },
  firstRows: { warm: 0, steady: 4 },
};

function picking(file: PlannedData, executor = "steady") {
  let now = 0;
  const pick = createRowPicker([file], new Map([["users", table]]), {
    seed: 7,
    iteration: () => now * 2 + 1,
    executor: () => executor,
    iterationInExecutor: () => now,
  });
  return (iteration: number, name = "users") => {
    now = iteration;
    return pick(name)["id"];
  };
}

describe("createRowPicker", () => {
  it("gives a unique pick the rows of its executor's stretch in turn", () => {
    expect([0, 1, 5].map((iteration) => picking(unique)(iteration))).to.deep.equal([4, 5, 9]);
    expect(picking(unique, "warm")(3)).to.equal(3);
  });

  it("says that rows are used up, at the first iteration that has none", () => {
    expect(() => picking(unique)(6)).to.throw(RangeError, "must have a row for each iteration, got 10");
  });

  it("begins again where that was said", () => {
    const again = { ...unique, whenUsedUp: "again" } as const;
    expect([5, 6, 16].map((iteration) => picking(again)(iteration))).to.deep.equal([9, 0, 0]);
  });

  it("draws a random pick from the seed and the iteration, over all rows", () => {
    const random = { ...unique, pick: "random" } as const;
    const pick = picking(random);
    const drawn = Array.from({ length: 200 }, (_, iteration) => pick(iteration));
    expect(new Set(drawn).size).to.equal(10);
    expect(Array.from({ length: 200 }, (_, iteration) => picking(random)(iteration))).to.deep.equal(drawn);
  });

  it("refuses a file that the executor's endpoint or journey is not said to ask for", () => {
    expect(() => picking(unique, "other")(0)).to.throw(RangeError, "usedBy");
    expect(() => picking(unique)(0, "items")).to.throw(RangeError, "data items");
  });
});
