/** When is it measured what a fault takes, and what becomes of that? */
import { expect } from "chai";
import { type Direction, startDirector } from "../../../../lib/app/chaos/director.ts";
import type { MemoryReading } from "../../../../lib/core/chaos/pressure-reading.ts";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import { ChaosError } from "../../../../lib/node/chaos/chaos-error.ts";
import type { Gauge } from "../../../../lib/node/chaos/gauge.ts";
import { fakeDriver, type FakeParts, fakeParts, plannedExperiment, START_MS } from "./fakes.ts";

const pressuresOf = ({ experiments }: Direction) => experiments[0]?.faults[0]?.pressures;

/** The fault is in from second 30 to second 40. */
function taking(fault: FaultSpec) {
  const given = plannedExperiment("memory-pressure", 1, 20);
  return { ...given, experiment: { ...given.experiment, fault } };
}

const memoryFault: FaultSpec = { kind: "memory", bytes: 100, services: ["api"] };

/** Holds 100 bytes while a fault is in. Notes at which seconds it was read. */
function watched(fault: FaultSpec, changed: Partial<Gauge> = {}) {
  const readAt: number[] = [];
  const gauge: Gauge = {
    read: async () => {
      readAt.push((parts.clock.nowMs() - START_MS) / 1000);
      const isIn = (await parts.controller.held()).length > 0;
      return reading(isIn ? 100 : 0);
    },
    ...changed,
  };
  const parts: FakeParts = fakeParts({ experiments: [taking(fault)], driver: fakeDriver([], [gauge]) });
  return { parts, readAt };
}

function reading(heldBytes: number): MemoryReading {
  return { kind: "memory", askedBytes: 100, heldBytes, availableBytes: 1000 - heldBytes };
}

describe("what a fault takes", () => {
  it("is measured for ten seconds before it, and from its injection until shortly before its undo", async () => {
    const { parts, readAt } = watched(memoryFault);
    const direction = await startDirector(parts).done;
    expect(readAt).to.deep.equal([20, 29, 30, 39]);
    expect(parts.controller.calls.filter((call) => !call.includes("renew"))).to.deep.equal([
      "30 inject run-memory-pressure-1",
      "40 undo run-memory-pressure-1",
    ]);
    expect(pressuresOf(direction)).to.deep.equal([
      {
        kind: "memoryTaken",
        ...{ askedBytes: 100, heldBytes: 100, availableBytesBefore: 1000, availableBytesDuring: 900 },
      },
    ]);
  });

  it("is told a person and the record's events, before the undo", async () => {
    const { parts } = watched(memoryFault);
    await startDirector(parts).done;
    const text =
      "100 B of the 100 B that were asked for were held; the machine had 900 B available (before: 1,000 B)";
    expect(parts.said).to.include(`measured: ${text}`);
    expect(parts.events.filter(({ kind }) => kind === "fault")[1]).to.deep.equal({
      ...{ atMs: START_MS + 39_000, kind: "fault", edge: "at", name: "run-memory-pressure-1", text },
    });
  });

  it("is not looked for where a fault takes nothing", async () => {
    const { parts, readAt } = watched({ kind: "kill", services: ["api"] });
    const direction = await startDirector(parts).done;
    expect(readAt).to.deep.equal([]);
    expect(pressuresOf(direction)).to.deep.equal([]);
  });

  it("is not guessed where a look fails, which ends nothing", async () => {
    const { parts } = watched(memoryFault, { read: () => Promise.reject(new Error("no such file")) });
    const direction = await startDirector(parts).done;
    expect(direction.ending).to.equal(null);
    expect(pressuresOf(direction)).to.deep.equal([{ kind: "notMeasured", why: "no such file" }]);
  });

  it("is not measured where nobody could say before whom it would hit, and the fault is injected all the same", async () => {
    const { parts } = watched(memoryFault);
    const usual = fakeDriver();
    let asked = 0;
    parts.driver.plan = async (request) => {
      asked += 1;
      if (asked === 1) throw new ChaosError("notPlanned", "service api does not run yet");
      return usual.plan(request);
    };
    const direction = await startDirector(parts).done;
    expect(direction.ending).to.equal(null);
    expect(pressuresOf(direction)).to.deep.equal([
      { kind: "notMeasured", why: "service api does not run yet" },
    ]);
  });

  it("never delays an undo: a look that hangs is left when the experiment is ended", async () => {
    const { parts } = watched(memoryFault, {
      read: () => {
        const second = (parts.clock.nowMs() - START_MS) / 1000;
        if (second < 30) return Promise.resolve(reading(0));
        void director.end({ kind: "interrupted", text: "ended by SIGINT" });
        return new Promise(() => undefined);
      },
    });
    const director = startDirector(parts);
    const direction = await director.done;
    expect(parts.controller.calls).to.deep.equal([
      "30 inject run-memory-pressure-1",
      "30 undo run-memory-pressure-1",
    ]);
    expect(pressuresOf(direction)).to.deep.equal([]);
  });
});
