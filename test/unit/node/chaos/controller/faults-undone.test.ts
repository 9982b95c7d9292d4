import { expect } from "chai";
import { refusalOf } from "../../../../support/refusal-of-chaos.ts";
import { ab, aController, gate, leaseMs, usual } from "./support/a-controller.ts";
import { faultOf } from "./support/scripted-system.ts";

/** Of the event loop, for what needs no more than promises. */
const manyTurns = 1_000;

describe("an undo", () => {
  it("that is asked for twice is taken once, at once or later, with one answer", async () => {
    const { system, faults } = aController();
    await faults.inject(ab, leaseMs);
    const answers = await Promise.all([faults.undo("f"), faults.undo("f"), faults.undoAll()]);
    const later = await faults.undo("f");
    expect(answers[1]).to.equal(answers[0]);
    expect(answers[2]).to.deep.equal([answers[0]]);
    expect(later).to.equal(answers[0]);
    expect(system.done.filter((step) => step.startsWith("undo"))).to.deep.equal(["undo b", "undo a"]);
    expect(await faults.undoAll()).to.deep.equal([]);
  });

  it("that failed is tried again when it is asked for again", async () => {
    const { system, faults, journal } = aController();
    let stuck = true;
    system.on("undo", "a", async (undo) => {
      if (!stuck) undo();
    });
    await faults.inject(ab, leaseMs);
    expect((await faults.undo("f")).presence).to.equal("present");
    expect(faults.held().map(({ state }) => state)).to.deep.equal(["undoFailed"]);
    stuck = false;
    expect((await faults.undoAll()).map(({ presence }) => presence)).to.deep.equal(["clean"]);
    expect(journal.told().slice(2)).to.deep.equal(["undone f", "undoFailed f", "undone f", "confirmed f"]);
  });

  it("of all takes the latest fault first, and goes on where one fails", async () => {
    const { system, faults } = aController();
    for (const name of ["a", "b", "c"]) await faults.inject(faultOf(`fault-${name}`, name), leaseMs);
    system.on("undo", "b", async () => {
      throw new Error("stuck");
    });
    const undone = await faults.undoAll();
    expect(undone.map(({ faultId, presence }) => `${faultId} ${presence}`)).to.deep.equal([
      "fault-c clean",
      "fault-b present",
      "fault-a clean",
    ]);
    expect(faults.held().map(({ fault }) => fault.faultId)).to.deep.equal(["fault-b"]);
  });

  it("of a fault that nobody knows is refused", async () => {
    expect((await refusalOf(aController().faults.undo("g"))).code).to.equal("unknownFault");
  });

  it("does not wait for an effect that hangs, is not clean, and comes again when it took hold after all", async () => {
    const { system, faults, journal } = aController({ ...usual, applyMs: 1, applyGraceMs: 1 });
    const { open, opened } = gate();
    system.on("apply", "b", (apply) => opened.then(apply));
    const error = await refusalOf(faults.inject(ab, leaseMs));
    expect(error.message).to.include("did not take hold within").and.include("may still take hold");
    expect([...system.holds]).to.deep.equal([]);
    expect(faults.held().map(({ state }) => state)).to.deep.equal(["undoFailed"]);
    open();
    await opened;
    for (let turn = 0; turn < manyTurns && faults.held().length > 0; turn += 1) await Promise.resolve();
    expect(faults.held()).to.deep.equal([]);
    expect([...system.holds]).to.deep.equal([]);
    expect(journal.told().at(-1)).to.equal("confirmed f");
  });
});
