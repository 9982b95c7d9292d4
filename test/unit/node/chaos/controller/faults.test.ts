import { expect } from "chai";
import { ChaosError } from "../../../../../lib/node/chaos/chaos-error.ts";
import { createFaults, type FaultLimits } from "../../../../../lib/node/chaos/controller/faults.ts";
import { heldClock } from "./support/held-clock.ts";
import { journalInMemory } from "./support/journal-in-memory.ts";
import { faultOf, scriptedSystem } from "./support/scripted-system.ts";

const usual: FaultLimits = {
  stepMs: 1_000,
  readBackMs: 1_000,
  backoffMs: [10],
  applyMs: 1_000,
  applyGraceMs: 1_000,
};
const leaseMs = 3_000;
/** Of the event loop, for what needs no more than promises. */
const manyTurns = 1_000;
const ab = faultOf("f", "a", "b");

function aController(limits = usual) {
  const system = scriptedSystem();
  const clock = heldClock();
  const journal = journalInMemory((row) => system.done.push(row));
  return {
    system,
    clock,
    journal,
    faults: createFaults({ effectors: system.effectors, journal, clock, limits }),
  };
}

/** Holds a step until it is released. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

async function refusalOf(promise: Promise<unknown>): Promise<ChaosError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ChaosError)) throw new Error(`no ChaosError, but ${String(error)}`);
  return error;
}

describe("a fault that is injected", () => {
  it("is in the journal before anything of it is applied, and told as applied afterwards", async () => {
    const { system, faults, clock } = aController();
    expect(await faults.inject(ab, leaseMs)).to.deep.equal({ appliedAtMs: clock.nowMs() });
    expect(system.done).to.deep.equal(["journal: intended f", "apply a", "apply b", "journal: applied f"]);
    expect(faults.held()).to.deep.equal([{ fault: ab, state: "applied", leaseMs, renewals: 0 }]);
  });

  it("is not applied where the journal can't be written", async () => {
    const { system, faults, journal } = aController();
    journal.full = true;
    expect(await refusalOf(faults.inject(ab, leaseMs))).to.include({ code: "journalNotWritten" });
    expect(system.done).to.deep.equal([]);
    expect(faults.held()).to.deep.equal([]);
  });

  for (const [failing, applied] of [
    ["a", []],
    ["b", ["apply a"]],
  ] as const) {
    it(`is undone as a whole where its effect ${failing} does not take hold`, async () => {
      const { system, faults, journal } = aController();
      system.on("apply", failing, async (apply) => {
        apply(); // half applied
        throw new Error(`${failing} does not want to`);
      });
      const error = await refusalOf(faults.inject(ab, leaseMs));
      expect(error.code).to.equal("notApplied");
      expect(error.message)
        .to.include(`${failing} does not want to`)
        .and.include("what had been applied is undone");
      expect([...system.holds]).to.deep.equal([]);
      expect(system.done).to.deep.equal([
        "journal: intended f",
        ...applied,
        `apply ${failing}`,
        "undo b",
        "undo a",
        "journal: undone f",
        "journal: confirmed f",
      ]);
      expect(journal.told().at(-1)).to.equal("confirmed f");
      expect(faults.held()).to.deep.equal([]);
    });
  }

  it("and can neither be applied nor undone stays held, and the error says so in capitals", async () => {
    const { system, faults } = aController();
    system.on("apply", "b", async () => {
      throw new Error("no");
    });
    system.on("undo", "a", async () => undefined);
    const error = await refusalOf(faults.inject(ab, leaseMs));
    expect(error.message).to.include("UNDOING IT FAILED TOO: proxyDisabled: a is there");
    expect(faults.held().map(({ state }) => state)).to.deep.equal(["undoFailed"]);
  });

  it("must have an id of its own, a lease and effectors", async () => {
    const { system, faults } = aController();
    await faults.inject(ab, leaseMs);
    const before = [...system.done];
    expect((await refusalOf(faults.inject(ab, leaseMs))).code).to.equal("duplicateFault");
    for (const lease of [0, -1, Number.NaN]) {
      expect((await refusalOf(faults.inject(faultOf("g", "c"), lease))).code).to.equal("badLease");
    }
    const strange = { ...faultOf("g", "c"), effects: [{ kind: "containerPaused" }] };
    expect((await refusalOf(faults.inject(strange as never, leaseMs))).code).to.equal("noEffector");
    expect(system.done).to.deep.equal(before);
  });

  it("is refused once the controller ends", async () => {
    const { system, faults } = aController();
    faults.refuseMore();
    expect((await refusalOf(faults.inject(ab, leaseMs))).code).to.equal("controllerEnding");
    expect(system.done).to.deep.equal([]);
  });
});

describe("the lease of a fault", () => {
  it("has the fault undone at its end, once", async () => {
    const { system, faults, clock, journal } = aController();
    await faults.inject(ab, leaseMs);
    clock.pass(leaseMs - 1);
    await faults.undoExpired();
    expect([...system.holds]).to.deep.equal(["a", "b"]);
    clock.pass(1);
    await Promise.all([faults.undoExpired(), faults.undoExpired()]);
    expect([...system.holds]).to.deep.equal([]);
    expect(journal.told().slice(2)).to.deep.equal(["expired f", "undone f", "confirmed f"]);
  });

  it("is prolonged by renewing, which is counted", async () => {
    const { faults, clock, journal } = aController();
    await faults.inject(ab, leaseMs);
    for (let renewals = 1; renewals <= 3; renewals += 1) {
      clock.pass(leaseMs - 1);
      faults.renew("f");
      await faults.undoExpired();
      expect(faults.held()).to.deep.equal([{ fault: ab, state: "applied", leaseMs, renewals }]);
    }
    expect(journal.told().slice(2)).to.deep.equal(["renewed f", "renewed f", "renewed f"]);
  });

  it("can't be renewed after its end", async () => {
    const { faults, clock } = aController();
    await faults.inject(ab, leaseMs);
    clock.pass(leaseMs);
    expect(() => faults.renew("f"))
      .to.throw(ChaosError)
      .with.property("code", "leaseOver");
    expect(() => faults.renew("g"))
      .to.throw(ChaosError)
      .with.property("code", "unknownFault");
  });

  it("counts from when the fault has taken hold", async () => {
    const { system, faults, clock } = aController();
    system.on("apply", "b", async (apply) => {
      clock.pass(leaseMs - 1);
      apply();
    });
    await faults.inject(ab, leaseMs);
    clock.pass(leaseMs - 1);
    await faults.undoExpired();
    expect(faults.held()).to.have.lengthOf(1);
  });

  it("ends a fault that takes longer to apply: nothing more is applied, and what was is undone", async () => {
    const { system, faults, clock } = aController();
    const { open, opened } = gate();
    system.on("apply", "a", (apply) => opened.then(apply));
    const injecting = refusalOf(faults.inject(ab, leaseMs));
    clock.pass(leaseMs);
    const undoing = faults.undoExpired();
    open();
    await undoing;
    expect((await injecting).message).to.include("it was undone while it was applied");
    expect(system.done).to.not.include("apply b");
    expect([...system.holds]).to.deep.equal([]);
    expect(faults.held()).to.deep.equal([]);
  });

  it("is no longer than it was where the time of day jumps", async () => {
    const { faults, clock } = aController();
    await faults.inject(ab, leaseMs);
    clock.setTimeOfDay(0);
    clock.pass(leaseMs);
    await faults.undoExpired();
    expect(faults.held()).to.deep.equal([]);
  });

  it("has the fault undone where the journal is full, and the undo tells of the journal", async () => {
    const { system, faults, clock, journal } = aController();
    await faults.inject(ab, leaseMs);
    journal.full = true;
    faults.renew("f");
    clock.pass(leaseMs);
    await faults.undoExpired();
    expect([...system.holds]).to.deep.equal([]);
    expect(await faults.undo("f")).to.deep.include({
      presence: "clean",
      failures: ["the journal could not be written"],
    });
  });
});

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
