/** Do gauges read what burners really take? On real processes, and never told by whoever started them. */
import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { freemem } from "node:os";
import { pressureBetween } from "../../../lib/core/chaos/pressure-between.ts";
import type { PressureReading } from "../../../lib/core/chaos/pressure-reading.ts";
import { takenBy } from "../../../lib/core/chaos/under-pressure.ts";
import type { Effect, ProcessReference } from "../../../lib/core/experiment/effect.ts";
import type { Pressure } from "../../../lib/core/record/pressure.ts";
import { effectorsFor } from "../../../lib/node/chaos/effectors.ts";
import { KEPT_FREE_BYTES } from "../../../lib/node/chaos/effectors/memory-held.ts";
import type { Gauge } from "../../../lib/node/chaos/gauge.ts";
import { memoryTaken } from "../../../lib/node/chaos/gauges/memory-taken.ts";
import { processorsTaken } from "../../../lib/node/chaos/gauges/processors-taken.ts";
import { allowedCores } from "../../../lib/node/process/pinning.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { builtFaultController } from "./support/daemons.ts";
import { processesWithArgument } from "./support/victims.ts";

const mark = `tidemark-gauges-${process.pid}`;
const effectors = effectorsFor({ env: process.env });
type Kind<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

describe("the gauge", function () {
  this.timeout(60_000);

  before("Linux alone lets us look", async function () {
    if (process.platform !== "linux") skipBecause(this, "processes are looked at in /proc, which Linux has");
    await builtFaultController();
  });

  describe("of processors", () => {
    let core: number;
    let service: ChildProcess;
    let reference: ProcessReference;
    let effect: Kind<"cpuBurned">;

    beforeEach("a service that always has something to do, on one processor", async () => {
      core = allowedCores(process.pid)?.at(-1) ?? 0;
      effect = { kind: "cpuBurned", mark, workers: 3, cores: [core], endsAfterSeconds: 50 };
      service = spawn("taskset", ["-c", String(core), process.execPath, "-e", "for (;;);"], {
        stdio: "ignore",
      });
      await once(service, "spawn");
      const pid = Number(service.pid);
      await eventually("it runs there alone", () => allowedCores(pid)?.join() === String(core));
      reference = { name: "api", ...observeProcess(pid)! };
    });

    afterEach("end both", async () => {
      await effectors.cpuBurned!.undo(effect);
      service.kill("SIGKILL");
    });

    it("tells what the workers get of the services' processors, and how long a service waits for one", async () => {
      const gauge = processorsTaken(effect, [reference]);
      const pressure = await measured(gauge, async () => effectors.cpuBurned!.apply(effect));
      if (pressure.kind !== "processorsTaken") throw new Error(`got ${JSON.stringify(pressure)}`);
      expect(pressure).to.include({ workers: 3, processors: 1 });
      // Three of the four that want the processor; other programs of the machine may want it, too.
      expect(pressure.takenProcessors).to.be.within(0.1, 1.01);
      const [wait] = pressure.waits;
      expect(wait?.service).to.equal("api");
      expect(wait?.duringSecondsPerSecond).to.be.within(0.3, 1.1);
    });

    it("counts nothing of workers that are there and stand still", async () => {
      const gauge = processorsTaken(effect, [reference]);
      const pressure = await measured(gauge, async () => {
        await effectors.cpuBurned!.apply(effect);
        for (const pid of processesWithArgument(mark)) process.kill(pid, "SIGSTOP");
      });
      expect(pressure).to.include({ kind: "processorsTaken" });
      expect(takenBy([pressure])).to.equal("notTaken");
    });

    it("counts nothing of workers that burn where no service runs", async function () {
      const other = allowedCores(process.pid)?.find((each) => each !== core);
      if (other === undefined) skipBecause(this, "there is only one processor");
      const elsewhere = { ...effect, cores: [other] };
      const gauge = processorsTaken(effect, [reference]);
      const pressure = await measured(gauge, async () => effectors.cpuBurned!.apply(elsewhere));
      expect(pressure).to.include({ takenProcessors: 0 });
    });

    it("says that no service runs, instead of measuring for nobody", async () => {
      const gauge = processorsTaken(effect, [{ ...reference, startTime: "another time" }]);
      expect(await gauge.read().then(String, String)).to.contain("a service must run");
    });
  });

  describe("of memory", () => {
    const bytes = 200 * 1024 * 1024;
    const effect = { kind: "memoryHeld", mark, bytes, endsAfterSeconds: 50 } as const;
    const gauge = memoryTaken(effect);

    afterEach(() => effectors.memoryHeld!.undo(effect));

    it("tells the pages that are held, and what the machine has left", async function () {
      if (freemem() < bytes + KEPT_FREE_BYTES) skipBecause(this, "too little memory is free here");
      const pressure = await measured(gauge, () => effectors.memoryHeld!.apply(effect));
      if (pressure.kind !== "memoryTaken") throw new Error(`got ${JSON.stringify(pressure)}`);
      expect(pressure.heldBytes).to.be.within(bytes, bytes * 1.5);
      expect(pressure.availableBytesBefore).to.be.greaterThan(pressure.askedBytes);
      expect(pressure.availableBytesDuring).to.be.greaterThan(0);
      expect(takenBy([pressure])).to.equal("taken");
    });

    it("counts nothing where a holder holds less than it was asked for, or is gone", async function () {
      if (freemem() < bytes + KEPT_FREE_BYTES) skipBecause(this, "too little memory is free here");
      const little = { ...effect, bytes: 1024 * 1024 };
      expect(takenBy([await measured(gauge, () => effectors.memoryHeld!.apply(little))])).to.equal(
        "notTaken",
      );
      await effectors.memoryHeld!.undo(effect);
      const nothing = await measured(gauge, async () => undefined);
      expect(nothing).to.include({ kind: "memoryTaken", heldBytes: 0 });
    });
  });
});

/** For a second before and a second while the fault is in, as the kernel counts in some milliseconds. */
async function measured(gauge: Gauge, inject: () => Promise<void>): Promise<Pressure> {
  const before = { first: await gauge.read(), last: await readAfterASecond(gauge) };
  await inject();
  const during = { first: await gauge.read(), last: await readAfterASecond(gauge) };
  return pressureBetween(before, during);
}

async function readAfterASecond(gauge: Gauge): Promise<PressureReading> {
  const dueMs = performance.now() + 1_000;
  await eventually("a second has passed", () => performance.now() >= dueMs);
  return gauge.read();
}
