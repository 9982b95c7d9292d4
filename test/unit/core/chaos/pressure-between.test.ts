import { expect } from "chai";
import { pressureBetween } from "../../../../lib/core/chaos/pressure-between.ts";
import type {
  ContainerReading,
  MemoryReading,
  PressureReading,
  ProcessorsReading,
} from "../../../../lib/core/chaos/pressure-reading.ts";

function processors(atMs: number, varied: Partial<ProcessorsReading> = {}): ProcessorsReading {
  const reading = { kind: "processors", atMs, askedWorkers: 2, processors: 1 } as const;
  return { ...reading, workers: {}, services: [], ...varied };
}

const times = (ranSeconds: number, waitedSeconds: number) => ({ ranSeconds, waitedSeconds });
const api = (waitedSeconds: number) => [{ name: "api", threads: { "1/1": times(5, waitedSeconds) } }];

function memory(heldBytes: number, availableBytes: number): MemoryReading {
  return { kind: "memory", askedBytes: 100, heldBytes, availableBytes };
}

function container(varied: Partial<ContainerReading> = {}): ContainerReading {
  return {
    kind: "container",
    container: "shop-api-1",
    takes: { what: "processors" },
    startedAt: "once",
    periods: 0,
    throttledPeriods: 0,
    throttledSeconds: 0,
    limitBytes: 200,
    usedBytes: 100,
    limitHits: 0,
    ...varied,
  };
}

const throttled = (periods: number, throttledPeriods: number, throttledSeconds: number) =>
  container({ periods, throttledPeriods, throttledSeconds });
const squeezed = (varied: Partial<ContainerReading>) =>
  container({ takes: { what: "memory", askedLimitBytes: 150 }, ...varied });

describe("pressureBetween", () => {
  it("tells what the workers took a second, and how long services waited before and meanwhile", () => {
    const first = { "7/7": times(1, 1), "8/8": times(1, 2) };
    const last = { "7/7": times(5, 6), "8/8": times(4, 7) };
    // Ten seconds: (5 - 1) + (4 - 1) of workers; waits of 0.1 s in 10 s before, of 3 s in 10 s meanwhile.
    const pressure = pressureBetween(
      { first: processors(0, { services: api(1) }), last: processors(10_000, { services: api(1.1) }) },
      {
        first: processors(20_000, { workers: first, services: api(2) }),
        last: processors(30_000, { workers: last, services: api(5) }),
      },
    );
    expect(pressure).to.deep.include({ kind: "processorsTaken", workers: 2, processors: 1 });
    if (pressure.kind !== "processorsTaken") return;
    expect(pressure.takenProcessors).to.be.closeTo(0.7, 1e-9);
    expect(pressure.waits).to.have.lengthOf(1);
    expect(pressure.waits[0]?.beforeSecondsPerSecond).to.be.closeTo(0.01, 1e-9);
    expect(pressure.waits[0]?.duringSecondsPerSecond).to.be.closeTo(0.3, 1e-9);
  });

  it("counts no thread that was not there at both ends", () => {
    const pressure = pressureBetween(
      { first: processors(0), last: processors(1_000) },
      {
        first: processors(2_000, { workers: { "7/7": times(50, 0) } }),
        last: processors(3_000, { workers: { "8/8": times(70, 0) } }),
      },
    );
    expect(pressure).to.include({ takenProcessors: 0 });
  });

  it("takes the least that was held, and what was available just before and at the end", () => {
    const before = { first: memory(0, 1000), last: memory(0, 900) };
    const during = { first: memory(110, 790), last: memory(60, 840) };
    expect(pressureBetween(before, during)).to.deep.equal({
      kind: "memoryTaken",
      askedBytes: 100,
      heldBytes: 60,
      availableBytesBefore: 900,
      availableBytesDuring: 840,
    });
    const growing = { first: memory(40, 0), last: memory(110, 0) };
    expect(pressureBetween(before, growing)).to.include({ heldBytes: 40 });
  });

  it("tells how much a container was throttled, before and meanwhile", () => {
    const before = { first: throttled(100, 10, 1), last: throttled(180, 12, 1.5) };
    const during = { first: throttled(200, 12, 1.5), last: throttled(500, 212, 31.5) };
    expect(pressureBetween(before, during)).to.deep.equal({
      kind: "containerThrottled",
      container: "shop-api-1",
      before: { periods: 80, throttledPeriods: 2, throttledSeconds: 0.5 },
      during: { periods: 300, throttledPeriods: 200, throttledSeconds: 30 },
    });
  });

  it("counts from 0 for a container that was started anew", () => {
    const first = { ...throttled(1000, 10, 1) };
    const last = { ...throttled(20, 5, 0.5), startedAt: "again" };
    expect(pressureBetween({ first, last: first }, { first, last })).to.deep.include({
      during: { periods: 20, throttledPeriods: 5, throttledSeconds: 0.5 },
    });
  });

  it("tells the limit in force, the most that was used of it, and how often the container ran into it", () => {
    const before = { first: squeezed({ limitHits: 1 }), last: squeezed({ limitHits: 2 }) };
    const during = {
      first: squeezed({ limitBytes: 150, usedBytes: 140, limitHits: 3 }),
      last: squeezed({ limitBytes: 150, usedBytes: 120, limitHits: 10 }),
    };
    expect(pressureBetween(before, during)).to.deep.equal({
      kind: "containerSqueezed",
      container: "shop-api-1",
      askedLimitBytes: 150,
      limitBytes: 150,
      usedBytes: 140,
      limitHits: 7,
      startedAnew: false,
    });
    const untold = { first: squeezed({ limitHits: null }), last: squeezed({ limitHits: null }) };
    expect(pressureBetween(before, untold)).to.include({ limitHits: null });
    const anew = { ...during, last: squeezed({ startedAt: "again", limitHits: 0 }) };
    expect(pressureBetween(before, anew)).to.include({ startedAnew: true, limitHits: 0 });
  });

  it("guesses nothing in place of what could not be read", () => {
    const unreadable: PressureReading = { kind: "unreadable", why: "no engine answers" };
    const good = { first: memory(0, 1000), last: memory(0, 900) };
    const expected = { kind: "notMeasured", why: "no engine answers" };
    for (const bad of [
      { ...good, first: unreadable },
      { ...good, last: unreadable },
    ]) {
      expect(pressureBetween(bad, good)).to.deep.equal(expected);
      expect(pressureBetween(good, bad)).to.deep.equal(expected);
    }
  });

  it("says what the engine or the clock does not tell", () => {
    const untold = { first: container(), last: container({ throttledPeriods: null }) };
    expect(pressureBetween({ first: container(), last: container() }, untold)).to.deep.include({
      why: "the engine does not tell whether shop-api-1 was throttled",
    });
    const unused = { first: squeezed({}), last: squeezed({ usedBytes: null }) };
    expect(pressureBetween(unused, unused)).to.deep.include({
      why: "the engine does not tell how much memory shop-api-1 uses",
    });
    const still = { first: processors(5), last: processors(5) };
    expect(pressureBetween(still, still)).to.deep.include({ why: "no time passed between two readings" });
    expect(pressureBetween(still, { first: memory(1, 1), last: memory(1, 1) })).to.include({
      kind: "notMeasured",
    });
  });
});
