/** What becomes of a fault whose undo failed, while the controller lives? */
import { expect } from "chai";
import { ab, aController, leaseMs } from "./support/a-controller.ts";

/** A fault is injected, and its undo has failed once. */
async function aFailedUndo() {
  const controller = aController();
  const { system, faults } = controller;
  const target = { isStuck: true };
  system.on("undo", "a", async (undo) => {
    if (target.isStuck) throw new Error("the target is away");
    undo();
  });
  await faults.inject(ab, leaseMs);
  await faults.undo("f");
  const tries = () => system.done.filter((step) => step === "undo a").length;
  const triesOfAnUndo = tries();
  return { ...controller, target, undos: () => tries() / triesOfAnUndo };
}

describe("an undo that failed", () => {
  it("is tried again by the controller, each time after a longer pause, up to the longest", async () => {
    const { faults, clock, undos } = await aFailedUndo();
    for (const [pauseMs, after] of [
      [1_000, 2],
      [5_000, 3],
      [5_000, 4],
    ] as const) {
      clock.pass(pauseMs - 1);
      await faults.retryFailed();
      expect(undos()).to.equal(after - 1);
      clock.pass(1);
      await Promise.all([faults.retryFailed(), faults.retryFailed()]);
      expect(undos()).to.equal(after);
    }
  });

  it("is over once a retry succeeds, which says how many it took", async () => {
    const { faults, clock, target, system, undos } = await aFailedUndo();
    clock.pass(1_000);
    await faults.retryFailed();
    target.isStuck = false;
    clock.pass(5_000);
    await faults.retryFailed();
    expect([...system.holds]).to.deep.equal([]);
    expect(faults.held()).to.deep.equal([]);
    const undone = await faults.undo("f");
    expect(undone.presence).to.equal("clean");
    expect(undone.evidence.at(-1)).to.equal("so it was after 3 undos; those before failed");
    clock.pass(60_000);
    const before = undos();
    await faults.retryFailed();
    expect(undos()).to.equal(before);
  });

  it("fills no disk: the journal gets the first failure, each change, and the end of it", async () => {
    const { faults, clock, target, system, journal } = await aFailedUndo();
    const again = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        clock.pass(5_000);
        await faults.retryFailed();
      }
    };
    await again(100);
    expect(journal.told().slice(2)).to.deep.equal(["undone f", "undoFailed f"]);
    system.unreadable = true;
    await again(100);
    system.unreadable = false;
    target.isStuck = false;
    await again(2);
    expect(journal.told().slice(2)).to.deep.equal([
      "undone f",
      "undoFailed f",
      "undoFailed f",
      "confirmed f",
    ]);
    expect(journal.entries().at(-1)?.text).to.include("after 202 undos");
  });

  it("is told of to whoever asks: how often it was tried, and why it failed", async () => {
    const { faults, clock } = await aFailedUndo();
    clock.pass(1_000);
    await faults.retryFailed();
    expect(faults.held()).to.deep.equal([
      {
        ...{ fault: ab, state: "undoFailed", leaseMs, renewals: 0, undoAttempts: 2 },
        lastFailure: [
          "undoing proxyDisabled: the target is away",
          "proxyDisabled: a is there",
          "proxyDisabled: b is not there",
        ],
      },
    ]);
  });

  it("is tried once more when everything is undone, and then no more", async () => {
    const { faults, clock, undos } = await aFailedUndo();
    faults.refuseMore();
    expect((await faults.undoAll()).map(({ presence }) => presence)).to.deep.equal(["present"]);
    expect(undos()).to.equal(2);
    clock.pass(60_000);
    await faults.retryFailed();
    expect(undos()).to.equal(2);
  });

  it("waits as long where the time of day jumps", async () => {
    const { faults, clock, undos } = await aFailedUndo();
    clock.setTimeOfDay(9_000_000_000_000);
    await faults.retryFailed();
    expect(undos()).to.equal(1);
    clock.setTimeOfDay(0);
    clock.pass(1_000);
    await faults.retryFailed();
    expect(undos()).to.equal(2);
  });
});
