import { expect } from "chai";
import { ChaosError } from "../../../../../lib/node/chaos/chaos-error.ts";
import { refusalOf } from "../../../../support/refusal-of-chaos.ts";
import { ab, aController, gate, leaseMs } from "./support/a-controller.ts";
import { faultOf } from "./support/scripted-system.ts";

const neverUndone = { undoAttempts: 0, lastFailure: [] };

describe("a fault that is injected", () => {
  it("is in the journal before anything of it is applied, and told as applied afterwards", async () => {
    const { system, faults, clock } = aController();
    expect(await faults.inject(ab, leaseMs)).to.deep.equal({ appliedAtMs: clock.nowMs() });
    expect(system.done).to.deep.equal(["journal: intended f", "apply a", "apply b", "journal: applied f"]);
    expect(faults.held()).to.deep.equal([
      { fault: ab, state: "applied", leaseMs, renewals: 0, ...neverUndone },
    ]);
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
      expect(faults.held()).to.deep.equal([
        { fault: ab, state: "applied", leaseMs, renewals, ...neverUndone },
      ]);
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
