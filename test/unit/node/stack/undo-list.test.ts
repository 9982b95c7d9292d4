import { expect } from "chai";
import { UndoList } from "../../../../lib/node/stack/undo-list.ts";

/** Three steps that note their undoing; the one called `failing` fails. */
function listOf(names: readonly string[], failing: string | null) {
  const undone: string[] = [];
  const list = new UndoList();
  for (const name of names) {
    list.add(name, async () => {
      undone.push(name);
      if (name === failing) throw new Error(`${name} is stuck`);
    });
  }
  return { list, undone };
}

const names = ["first", "second", "third"];

describe("undoing", () => {
  it("goes backwards", async () => {
    const { list, undone } = listOf(names, null);
    expect(await list.run()).to.deep.equal([]);
    expect(undone).to.deep.equal(["third", "second", "first"]);
  });

  for (const failing of names) {
    it(`goes on where ${failing} fails, and tells of it`, async () => {
      const { list, undone } = listOf(names, failing);
      const failures = await list.run();
      expect(failures.map(({ what }) => what)).to.deep.equal([failing]);
      expect(undone).to.deep.equal(["third", "second", "first"]);
    });
  }

  it("happens once, however often it is asked for", async () => {
    const { list, undone } = listOf(names, null);
    await Promise.all([list.run(), list.run()]);
    await list.run();
    expect(undone).to.have.lengthOf(3);
  });
});
