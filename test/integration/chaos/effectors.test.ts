/** Do the effects on processes take hold, end, and show? Asked of /proc, by the test itself. */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { effectorsFor } from "../../../lib/node/chaos/effectors.ts";
import { KEPT_FREE_BYTES, memoryHeld } from "../../../lib/node/chaos/effectors/memory-held.ts";
import { distFile } from "../../../lib/node/process/install-root.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { builtFaultController } from "./support/daemons.ts";
import { processesWithArgument, startVictim, type Victim } from "./support/victims.ts";

const mark = `tidemark-effectors-${process.pid}`;
const effectors = effectorsFor({ env: process.env });
const statusOf = (pid: number, field: string) =>
  new RegExp(`^${field}:\\s+(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];

async function rejectionOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "it did not reject",
    (error: unknown) => String(error),
  );
}

describe("the effect", function () {
  this.timeout(30_000);

  before("Linux alone lets us look", async function () {
    if (process.platform !== "linux") skipBecause(this, "processes are looked at in /proc, which Linux has");
    await builtFaultController();
  });

  describe("processStopped", () => {
    const effector = effectors.processStopped!;
    let victim: Victim;
    const effect = () => ({ kind: "processStopped", process: victim.reference }) as const;

    beforeEach(() => {
      victim = startVictim();
    });
    afterEach(() => victim.end());

    it("stops a process, shows while it does, and lets it go on", async () => {
      expect((await effector.readBack(effect())).presence).to.equal("clean");
      await effector.apply(effect());
      expect(victim.state()).to.equal("stopped");
      expect((await effector.readBack(effect())).presence).to.equal("present");
      await effector.undo(effect());
      expect(victim.state()).to.equal("runs");
      expect((await effector.readBack(effect())).presence).to.equal("clean");
      await effector.undo(effect());
    });

    it("never touches a stranger that got the process's id", async () => {
      const stranger = { ...effect(), process: { ...victim.reference, startTime: "another time" } };
      expect(await rejectionOf(effector.apply(stranger))).to.include("must run, but is gone");
      expect(victim.state()).to.equal("runs");
      process.kill(victim.reference.pid, "SIGSTOP");
      await eventually("it stands still", () => victim.state() === "stopped");
      await effector.undo(stranger);
      expect(victim.state()).to.equal("stopped");
      expect((await effector.readBack(stranger)).presence).to.equal("clean");
    });
  });

  describe("cpuBurned", () => {
    const effector = effectors.cpuBurned!;
    const effect = { kind: "cpuBurned", mark, workers: 2, cores: [0], endsAfterSeconds: 60 } as const;
    const burners = () => processesWithArgument(mark);

    afterEach(() => effector.undo(effect));

    it("burns with so many workers on these cores alone, and ends with the undo", async () => {
      await effector.apply(effect);
      expect(burners()).to.have.lengthOf(2);
      for (const pid of burners()) expect(statusOf(pid, "Cpus_allowed_list")).to.equal("0");
      const used = () =>
        burners().map((pid) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(" ")[13]));
      const before = used();
      await eventually("each has burned a fifth of a second", () =>
        used().every((ticks, index) => ticks - Number(before[index]) >= 20),
      );
      expect(await effector.readBack(effect)).to.deep.include({ presence: "present" });
      await effector.undo(effect);
      expect(burners()).to.deep.equal([]);
      expect((await effector.readBack(effect)).presence).to.equal("clean");
    });

    it("knows nothing of the controller's environment, which holds secrets", async () => {
      const env = { ...process.env, TIDEMARK_PARTS_TOKEN: "secret", DATABASE_PASSWORD: "secret" };
      await effectorsFor({ env }).cpuBurned!.apply({ ...effect, workers: 1 });
      const [burner] = burners();
      const names = readFileSync(`/proc/${burner}/environ`, "utf8")
        .split("\0")
        .map((line) => line.split("=")[0])
        .filter((name) => name !== "");
      expect(names).to.have.members(["PATH", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE"]);
    });

    it("ends by itself after its time", async () => {
      await effector.apply({ ...effect, endsAfterSeconds: 0.3 });
      await eventually("the burners are gone", () => burners().length === 0, 5_000);
    });

    it("leaves others alone that carry its mark, such as a tool that looks for it", async () => {
      const tool = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", mark], { stdio: "ignore" });
      try {
        await eventually("the tool runs", () => burners().length === 1);
        await effector.undo(effect);
        expect((await effector.readBack(effect)).presence).to.equal("clean");
        expect(burners()).to.deep.equal([tool.pid]);
      } finally {
        tool.kill("SIGKILL");
      }
    });

    it("leaves burners of another fault alone", async () => {
      await effector.apply({ ...effect, workers: 1 });
      await effector.undo({ ...effect, mark: `${mark}-2` });
      expect(burners()).to.have.lengthOf(1);
    });

    it("finds burners that nobody has written down", async () => {
      const bundle = distFile("daemons/burner.mjs");
      spawn(process.execPath, [bundle, mark, "60", "cpu"], { detached: true, stdio: "ignore" }).unref();
      await eventually("it burns", () => burners().length === 1);
      await effector.undo(effect);
      expect(burners()).to.deep.equal([]);
    });

    it("refuses a mark that others might carry by chance", async () => {
      for (const bad of ["", "a b", "../x"]) {
        expect(await rejectionOf(effector.apply({ ...effect, mark: bad }))).to.include("must be of letters");
      }
    });

    it("does not take hold where a worker does not start", async () => {
      const lost = effectorsFor({ env: { PATH: "/nowhere" } }).cpuBurned!;
      expect(await rejectionOf(lost.apply(effect))).to.include("a burner must start and say so, but");
    });
  });

  describe("memoryHeld", () => {
    const bytes = 200 * 1024 * 1024;
    const effect = { kind: "memoryHeld", mark, bytes, endsAfterSeconds: 60 } as const;

    afterEach(() => effectors.memoryHeld!.undo(effect));

    it("holds every page until it is undone", async function () {
      if (freemem() < bytes + KEPT_FREE_BYTES) skipBecause(this, "too little memory is free here");
      await effectors.memoryHeld!.apply(effect);
      const [pid] = processesWithArgument(mark);
      const residentKibibytes = Number.parseInt(statusOf(Number(pid), "VmRSS") ?? "", 10);
      expect(residentKibibytes * 1024).to.be.within(bytes, bytes * 1.5);
      expect((await effectors.memoryHeld!.readBack(effect)).presence).to.equal("present");
      await effectors.memoryHeld!.undo(effect);
      expect(processesWithArgument(mark)).to.deep.equal([]);
    });

    it("is refused where it would leave too little", async () => {
      const refused = memoryHeld(process.env, () => bytes + KEPT_FREE_BYTES - 1);
      expect(await rejectionOf(refused.apply(effect)))
        .to.include("of memory free")
        .and.include("hold less");
      expect(processesWithArgument(mark)).to.deep.equal([]);
    });
  });
});
