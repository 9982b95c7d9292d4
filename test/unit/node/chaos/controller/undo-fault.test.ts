import { expect } from "chai";
import { undoFault, type UndoLimits } from "../../../../../lib/node/chaos/controller/undo-fault.ts";
import { heldClock } from "./support/held-clock.ts";
import { faultOf, scriptedSystem, type ScriptedSystem } from "./support/scripted-system.ts";

const limits: UndoLimits = { stepMs: 1_000, readBackMs: 1_000, backoffMs: [10, 20] };
const abc = faultOf("f", "a", "b", "c");

function systemWithAll(): ScriptedSystem {
  const system = scriptedSystem();
  for (const name of ["a", "b", "c"]) system.holds.add(name);
  return system;
}

function undo(
  { effectors }: ScriptedSystem,
  clock = heldClock(),
  onStepsTaken: () => void = () => undefined,
) {
  return undoFault(abc, { effectors, clock, limits, onStepsTaken });
}

describe("undoing a fault", () => {
  it("takes its steps backwards, then looks at every effect", async () => {
    const system = systemWithAll();
    const undone = await undo(system);
    expect(system.done).to.deep.equal(["undo c", "undo b", "undo a"]);
    expect(undone).to.deep.include({ faultId: "f", presence: "clean", failures: [] });
    expect(undone.evidence).to.deep.equal([
      "proxyDisabled: a is not there",
      "proxyDisabled: b is not there",
      "proxyDisabled: c is not there",
    ]);
  });

  for (const failing of ["a", "b", "c"]) {
    it(`goes on where the step of ${failing} fails, and reports it`, async () => {
      const system = systemWithAll();
      system.on("undo", failing, async () => {
        throw new Error(`${failing} is stuck`);
      });
      const undone = await undo(system);
      expect([...system.holds]).to.deep.equal([failing]);
      expect(undone.presence).to.equal("present");
      expect(undone.failures).to.deep.equal([`undoing proxyDisabled: ${failing} is stuck`]);
    });
  }

  it("reports every failure", async () => {
    const system = systemWithAll();
    for (const name of ["a", "b", "c"]) {
      system.on("undo", name, async () => {
        throw new Error(`${name} is stuck`);
      });
    }
    const { failures } = await undo(system);
    expect(failures.map((failure) => failure.slice(-"a is stuck".length))).to.deep.equal([
      "c is stuck",
      "b is stuck",
      "a is stuck",
    ]);
  });

  it("goes on where a step hangs", async () => {
    const system = systemWithAll();
    system.on("undo", "c", () => new Promise(() => undefined));
    const undone = await undoFault(abc, {
      effectors: system.effectors,
      clock: heldClock(),
      limits: { ...limits, stepMs: 1 },
      onStepsTaken: () => undefined,
    });
    expect([...system.holds]).to.deep.equal(["c"]);
    expect(undone.failures).to.deep.equal(["undoing proxyDisabled: it did not end within 0.001 s"]);
  });

  it("tries what is still there again, and that alone, with growing pauses", async () => {
    const system = systemWithAll();
    let tries = 0;
    system.on("undo", "b", async (usual) => {
      tries += 1;
      if (tries === 3) usual();
    });
    const clock = heldClock();
    const undone = await undo(system, clock);
    expect(system.done).to.deep.equal(["undo c", "undo b", "undo a", "undo b", "undo b"]);
    expect(clock.slept).to.deep.equal(limits.backoffMs);
    expect(undone.presence).to.equal("clean");
  });

  it("finds out that an undo which reports success did nothing", async () => {
    const system = systemWithAll();
    system.on("undo", "b", async () => undefined);
    const undone = await undo(system);
    expect(undone).to.deep.include({ presence: "present", failures: [] });
    expect(undone.evidence).to.include("proxyDisabled: b is there");
    expect(system.done.filter((step) => step === "undo b")).to.have.lengthOf(1 + limits.backoffMs.length);
  });

  it("takes what can't be looked at for not clean", async () => {
    const system = systemWithAll();
    system.unreadable = true;
    expect((await undo(system)).presence).to.equal("unknown");
  });

  it("takes an effect that nothing here can undo for not clean", async () => {
    const undone = await undo({ ...systemWithAll(), effectors: {} });
    expect(undone.presence).to.equal("unknown");
    expect(undone.failures).to.deep.equal([
      "undoing proxyDisabled: nothing here can apply or undo the effect proxyDisabled",
    ]);
  });

  it("does nothing to a system that it was undone in before, or never applied to", async () => {
    const system = scriptedSystem();
    expect((await undo(system)).presence).to.equal("clean");
    expect((await undo(system)).presence).to.equal("clean");
    expect([...system.holds]).to.deep.equal([]);
  });

  it("says that the steps are taken before it looks", async () => {
    const system = systemWithAll();
    let takenBy: string[] = [];
    await undo(system, heldClock(), () => {
      takenBy = [...system.done];
      system.holds.add("a");
    });
    expect(takenBy).to.deep.equal(["undo c", "undo b", "undo a"]);
    expect(system.done).to.deep.equal([...takenBy, "undo a"]);
  });
});
