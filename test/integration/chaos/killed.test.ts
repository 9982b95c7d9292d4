/**
 * What is left of a fault when director or controller are killed or frozen? Everything is read back
 * from the system, by the state of its processes; the journal is asked for nothing.
 */
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { startController } from "../../../lib/node/chaos/controller/controller-client.ts";
import type { StartedController } from "../../../lib/node/chaos/controller/controller-client.ts";
import { listControllers } from "../../../lib/node/chaos/controller/controller-record.ts";
import { journalsFolder } from "../../../lib/node/chaos/controller/places.ts";
import { isClean } from "../../../lib/node/chaos/controller/recover.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { builtFaultController } from "./support/daemons.ts";
import { startDirector, type Director } from "./support/director.ts";
import { aFault, processesWithArgument, startVictim, type Victim } from "./support/victims.ts";

const leaseMs = 1_500;
/** The promise: whatever is killed, a fault ends so long after its lease. */
const beyondLeaseMs = 5_000;

describe("a fault", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const mark = () => `tidemark-test-${process.pid}`;
  let victim: Victim;
  let director: Director | null = null;
  let controllers: StartedController[] = [];

  before("Linux alone lets us look", async function () {
    if (process.platform !== "linux") skipBecause(this, "processes are looked at in /proc, which Linux has");
    await builtFaultController();
  });
  beforeEach(() => {
    victim = startVictim();
  });
  afterEach(async () => {
    director?.process.kill("SIGKILL");
    director = null;
    for (const controller of controllers) await controller.close().catch(() => undefined);
    controllers = [];
    victim.end();
  });

  const theFault = () =>
    aFault(
      "f",
      { kind: "processStopped", process: victim.reference },
      { kind: "cpuBurned", mark: mark(), workers: 2, cores: null, endsAfterSeconds: 60 },
    );

  async function startTheDirector(): Promise<Director> {
    director = await startDirector({
      stateFolder: path("state"),
      fault: theFault(),
      leaseMs,
      logFile: path("controller.log"),
    });
    expect(victim.state()).to.equal("stopped");
    expect(processesWithArgument(mark())).to.have.lengthOf(2);
    return director;
  }

  async function startAController(): Promise<StartedController> {
    const common = { stateFolder: path("state"), runId: "next run", target: "a test" };
    const controller = await startController({ ...common, env: process.env, logFile: path("next.log") });
    controllers.push(controller);
    return controller;
  }

  const noTrace = () => victim.state() === "runs" && processesWithArgument(mark()).length === 0;

  it("goes on for as long as it is renewed", async () => {
    const started = performance.now();
    await startTheDirector();
    await eventually("two leases have passed", () => performance.now() - started > 3 * leaseMs);
    expect(victim.state()).to.equal("stopped");
    expect(processesWithArgument(mark())).to.have.lengthOf(2);
  });

  it("ends when its director is killed, and the controller with it", async () => {
    const { process: killed, controllerPid } = await startTheDirector();
    killed.kill("SIGKILL");
    await eventually("nothing is left of the fault", noTrace, leaseMs + beyondLeaseMs);
    await eventually("the controller is gone", () => observeProcess(controllerPid) === null);
    expect(listControllers(path("state"))).to.deep.equal([]);
    expect(readdirSync(journalsFolder(path("state")))).to.deep.equal([]);
  });

  it("ends with its lease when its director is frozen", async () => {
    const { process: frozen, controllerPid } = await startTheDirector();
    frozen.kill("SIGSTOP");
    await eventually("nothing is left of the fault", noTrace, leaseMs + beyondLeaseMs);
    expect(observeProcess(controllerPid), "the controller lives on").to.not.be.null;
    expect(readFileSync(path("controller.log"), "utf8")).to.not.include("director is gone");
  });

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    it(`ends when the controller gets ${signal}`, async () => {
      const { controllerPid } = await startTheDirector();
      process.kill(controllerPid, signal);
      await eventually("nothing is left of the fault", noTrace, beyondLeaseMs);
      await eventually("the controller is gone", () => observeProcess(controllerPid) === null);
    });
  }

  it("ends with the next start when the controller is killed; its burners end by themselves", async () => {
    const { controllerPid } = await startTheDirector();
    process.kill(controllerPid, "SIGKILL");
    await eventually("the burners are gone", () => processesWithArgument(mark()).length === 0);
    expect(victim.state()).to.equal("stopped");
    const { recovery } = await startAController();
    expect(victim.state()).to.equal("runs");
    expect(recovery.faults.map(({ fault, undone }) => [fault.faultId, undone.presence])).to.deep.equal([
      ["f", "clean"],
    ]);
    expect(readdirSync(journalsFolder(path("state"))), "but for the new one's journal").to.have.lengthOf(1);
  });

  it("ends with the next start when director and controller are killed together", async () => {
    const { process: killed, controllerPid } = await startTheDirector();
    killed.kill("SIGSTOP"); // so that the controller can't be told of its end first
    process.kill(controllerPid, "SIGKILL");
    killed.kill("SIGKILL");
    expect(isClean((await startAController()).recovery)).to.be.true;
    await eventually("nothing is left of the fault", noTrace);
  });

  it("is clean when its target is gone", async () => {
    const controller = await startAController();
    await controller.inject(theFault(), 60_000);
    victim.end();
    await eventually("the victim is gone", () => victim.state() === null);
    const undone = await controller.undo("f");
    expect(undone).to.deep.include({ presence: "clean", failures: [] });
    expect(undone.evidence[0]).to.include("is gone: nothing is left to undo");
  });

  it("is undone twice without harm", async () => {
    const controller = await startAController();
    await controller.inject(theFault(), 60_000);
    const [once, twice] = [await controller.undo("f"), await controller.undo("f")];
    expect(twice).to.deep.equal(once).and.deep.include({ presence: "clean" });
    expect(noTrace()).to.be.true;
    expect(await controller.close()).to.deep.equal([]);
  });

  it("of one director is none of another's business", async () => {
    const other = startVictim("other");
    try {
      const [first, second] = [await startAController(), await startAController()];
      await first.inject(theFault(), 60_000);
      const others = aFault("g", { kind: "processStopped", process: other.reference });
      await second.inject(others, 60_000);
      await first.close();
      expect([victim.state(), other.state()]).to.deep.equal(["runs", "stopped"]);
      process.kill(second.pid, "SIGSTOP"); // one that can't answer is alive all the same
      const third = await startAController();
      expect(third.recovery.faults).to.deep.equal([]);
      expect(other.state()).to.equal("stopped");
      process.kill(second.pid, "SIGCONT");
      await second.close();
      expect(other.state()).to.equal("runs");
    } finally {
      other.end();
    }
  });
});
