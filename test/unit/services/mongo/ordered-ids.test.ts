import { expect } from "chai";
import { OrderedIds } from "../../../../services/mongo/ordered-ids.ts";

function idsOf(...ids: string[]): OrderedIds {
  const ordered = new OrderedIds();
  for (const id of ids) ordered.add(id);
  return ordered;
}

const all = (ids: OrderedIds) => ids.slice(0, 100);

describe("ids in their order", () => {
  it("are in order however they come", () => {
    expect(all(idsOf("b", "d", "a", "c", "e"))).to.deep.equal(["a", "b", "c", "d", "e"]);
  });

  it("hold each id once", () => {
    expect(all(idsOf("a", "b", "a", "b"))).to.deep.equal(["a", "b"]);
  });

  it("lose those that are removed, and no other", () => {
    const ids = idsOf("a", "b", "c");
    ids.remove("b");
    ids.remove("bb");
    ids.remove("z");
    expect(all(ids)).to.deep.equal(["a", "c"]);
    expect(ids.size).to.equal(2);
  });

  it("are given a page at a time, and nothing after the last", () => {
    const ids = idsOf("a", "b", "c");
    expect(ids.slice(1, 1)).to.deep.equal(["b"]);
    expect(ids.slice(2, 5)).to.deep.equal(["c"]);
    expect(ids.slice(3, 5)).to.deep.equal([]);
  });

  it("begin anew with others", () => {
    const ids = idsOf("a");
    ids.reset(["d", "c"]);
    expect(all(ids)).to.deep.equal(["c", "d"]);
  });
});
