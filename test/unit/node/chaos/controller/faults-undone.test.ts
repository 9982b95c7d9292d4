import { expect } from "chai";
import { refusalOf } from "../../../../support/refusal-of-chaos.ts";
import { ab, aController, gate, leaseMs, usual } from "./support/a-controller.ts";
import { faultOf } from "./support/scripted-system.ts";

/** Of the event loop, for what needs no more than promises. */
const manyTurns = 1_000;

const steps = (done: readonly string[]) => done.filter((step) => step.startsWith("undo"));

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
    expect(journal.told().slice(2)).to.deep.equal(["undone f", "undoFailed f", "confirmed f"]);
  });

  it("of all begins with the latest fault, and goes on where one fails", async () => {
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

  it("of all does not wait for one that hangs, and is over after its limit", async () => {
    const { system, faults } = aController({ ...usual, stepMs: 60_000, allMs: 20 });
    for (const name of ["a", "b", "c"]) await faults.inject(faultOf(`fault-${name}`, name), leaseMs);
    system.on("undo", "b", () => new Promise(() => undefined));
    const undone = await faults.undoAll();
    expect([...system.holds]).to.deep.equal(["b"]);
    expect(undone.map(({ faultId, presence }) => `${faultId} ${presence}`)).to.deep.equal([
      "fault-c clean",
      "fault-b unknown",
      "fault-a clean",
    ]);
    expect(undone[1]?.failures).to.deep.equal(["the undo did not end within 0.02 s, and may still go on"]);
    expect(faults.held().map(({ state }) => state)).to.deep.equal(["undoing"]);
  });

  it("of all keeps to the order where two faults touch the same thing", async () => {
    const { system, faults } = aController();
    const { open, opened } = gate();
    await faults.inject(faultOf("first", "a", "shared"), leaseMs);
    await faults.inject(faultOf("second", "shared", "b"), leaseMs);
    system.on("undo", "b", (undo) => opened.then(undo));
    const undoing = faults.undoAll();
    for (let turn = 0; turn < manyTurns; turn += 1) await Promise.resolve();
    expect(steps(system.done)).to.deep.equal(["undo b"]);
    open();
    await undoing;
    expect(steps(system.done)).to.deep.equal(["undo b", "undo shared", "undo shared", "undo a"]);
  });

  it("by the lease's end does not wait for another fault whose undo hangs", async () => {
    const { system, faults, clock, journal } = aController({ ...usual, stepMs: 60_000 });
    for (const name of ["a", "b"]) await faults.inject(faultOf(`fault-${name}`, name), leaseMs);
    system.on("undo", "b", () => new Promise(() => undefined));
    clock.pass(leaseMs);
    void faults.undoExpired();
    for (let turn = 0; turn < manyTurns; turn += 1) await Promise.resolve();
    await faults.undoExpired();
    expect([...system.holds]).to.deep.equal(["b"]);
    expect(journal.told().filter((row) => row.startsWith("expired"))).to.have.lengthOf(2);
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
