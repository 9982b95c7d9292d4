/** What is read of a container that has less, on an engine that does as Docker does; and which gauges a fault has. */
import { expect } from "chai";
import { pressureBetween } from "../../../../lib/core/chaos/pressure-between.ts";
import { takenBy } from "../../../../lib/core/chaos/under-pressure.ts";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import { composeDriver } from "../../../../lib/node/chaos/compose-driver.ts";
import { containerLimited } from "../../../../lib/node/chaos/effectors/container-limited.ts";
import { embeddedDriver } from "../../../../lib/node/chaos/embedded-driver.ts";
import { containerPressed } from "../../../../lib/node/chaos/gauges/container-pressed.ts";
import { mebibyte, type ScriptedContainer, scriptedEngine } from "../../../support/scripted-engine.ts";
import { faultOf } from "../../app/chaos/given.ts";

const container = { dockerHost: null, id: "one", name: "shop-api-1" };
const before = { nanoCpus: 1e9, memoryBytes: 512 * mebibyte, memorySwapBytes: 1024 * mebibyte };
const lessCpu = {
  kind: "containerLimited",
  container,
  before,
  during: { ...before, nanoCpus: 2e8 },
} as const;
const lessMemory = {
  ...lessCpu,
  during: { ...before, memoryBytes: 100 * mebibyte, memorySwapBytes: 612 * mebibyte },
};

function having(more: Partial<ScriptedContainer> = {}) {
  const labels = { "tidemark.chaos": "allow" };
  return scriptedEngine({ id: "one", service: "api", labels, ...more });
}

/** Reads before and while the limit is lowered; `meanwhile` the container does something. */
async function measured(
  scripted: ReturnType<typeof having>,
  effect: typeof lessCpu | typeof lessMemory,
  meanwhile: (container: ScriptedContainer) => void,
) {
  const { engine } = scripted;
  const gauge = containerPressed(engine, effect);
  const read = () => gauge.read();
  const earlier = { first: await read(), last: await read() };
  await containerLimited(() => engine).apply(effect);
  const first = await read();
  meanwhile(scripted.container("one"));
  return pressureBetween(earlier, { first, last: await read() });
}

const throttling = (periods: number, throttled: number, seconds: number) => ({
  ...{ periods, throttled_periods: throttled, throttled_time: seconds * 1e9 },
});

describe("containerPressed", () => {
  it("tells in which of the scheduler's periods a container with less CPU stood still", async () => {
    const pressure = await measured(having({ throttling: throttling(1000, 5, 0.5) }), lessCpu, (api) => {
      api.throttling = throttling(1200, 105, 8);
    });
    expect(pressure).to.deep.equal({
      kind: "containerThrottled",
      container: "shop-api-1",
      before: { periods: 0, throttledPeriods: 0, throttledSeconds: 0 },
      during: { periods: 200, throttledPeriods: 100, throttledSeconds: 7.5 },
    });
    expect(takenBy([pressure])).to.equal("taken");
  });

  it("finds no effect in a CPU limit that the container never needs", async () => {
    const pressure = await measured(having({ throttling: throttling(1000, 5, 0.5) }), lessCpu, (api) => {
      api.throttling = throttling(1200, 5, 0.5);
    });
    expect(takenBy([pressure])).to.equal("notTaken");
  });

  it("tells how near a container with less memory comes to the limit that is in force", async () => {
    const pressure = await measured(having({ limitHits: 2 }), lessMemory, (api) => {
      api.memoryInUse = 95 * mebibyte;
      api.limitHits = 9;
    });
    expect(pressure).to.deep.equal({
      kind: "containerSqueezed",
      container: "shop-api-1",
      askedLimitBytes: 100 * mebibyte,
      limitBytes: 100 * mebibyte,
      usedBytes: 95 * mebibyte,
      limitHits: 7,
      startedAnew: false,
    });
    expect(takenBy([pressure])).to.equal("taken");
  });

  it("finds no effect in a memory limit far above what is used", async () => {
    const pressure = await measured(having({ limitHits: 2 }), lessMemory, () => undefined);
    expect(pressure).to.include({ usedBytes: 64 * mebibyte, limitHits: 0 });
    expect(takenBy([pressure])).to.equal("notTaken");
  });

  it("does not take the engine's word for a limit that the kernel does not have", async () => {
    const scripted = having();
    const pressure = await measured(scripted, lessMemory, (api) => {
      api.limits = { NanoCpus: 1e9, Memory: 512 * mebibyte, MemorySwap: 1024 * mebibyte };
      api.memoryInUse = 500 * mebibyte;
    });
    expect(pressure).to.include({ limitBytes: 512 * mebibyte });
    expect(takenBy([pressure])).to.equal("notTaken");
  });

  it("knows a container that was started anew", async () => {
    const pressure = await measured(having({ limitHits: 7 }), lessMemory, (api) => {
      api.startedAt = "again";
      api.limitHits = 0;
    });
    expect(pressure).to.include({ startedAnew: true });
  });

  it("measures nothing where the engine does not tell", async () => {
    const pressure = await measured(having(), lessCpu, () => undefined);
    expect(pressure).to.deep.equal({
      kind: "notMeasured",
      why: "the engine does not tell whether shop-api-1 was throttled",
    });
  });
});

describe("the gauges of a fault", () => {
  const killed: Effect = { kind: "containerKilled", container };

  it("are one for each container that has less, and none for other effects", () => {
    const { engine } = having();
    const driver = composeDriver(
      { dockerHost: null, folder: "/shop", toxiproxyUrl: null },
      { engine, proxyNamed: () => Promise.reject(new Error("not asked")) },
    );
    expect(driver.gauges(faultOf({ effects: [lessCpu, lessMemory, killed] }))).to.have.lengthOf(2);
    expect(driver.gauges(faultOf({ effects: [killed] }))).to.deep.equal([]);
  });

  it("are one for burners and one for holders of the embedded system, and none for other effects", () => {
    const driver = embeddedDriver({
      ...{ toxiproxyUrl: "http://127.0.0.1:1", links: {}, partsUrl: "http://127.0.0.1:2", cores: null },
      parts: () => [{ name: "api", process: { pid: 1, startTime: "then" } }],
    });
    const burned: Effect = { kind: "cpuBurned", mark: "m", workers: 1, cores: null, endsAfterSeconds: 1 };
    const held: Effect = { kind: "memoryHeld", mark: "m", bytes: 1, endsAfterSeconds: 1 };
    expect(driver.gauges(faultOf({ effects: [burned, held] }))).to.have.lengthOf(2);
    expect(driver.gauges(faultOf({ effects: [killed] }))).to.deep.equal([]);
  });
});
