/**
 * The fault controller as a process, with a fault in the pods of a real Kubernetes: killed, alone or together
 * with its k6, or with a director that renews no more. Each time the pods are looked at, not the journal.
 */
import { join } from "node:path";
import { expect } from "chai";
import {
  startController,
  type StartedController,
} from "../../lib/node/chaos/controller/controller-client.ts";
import { bundleDisruptor } from "../../lib/node/generator/bundle-disruptor.ts";
import { distFile, installRoot } from "../../lib/node/process/install-root.ts";
import { run } from "../compose/run.ts";
import { eventually } from "../support/eventually.ts";
import { clusterOfSuite, httpErrors } from "./support/cluster-faults.ts";

const TEST_MS = 120_000;
/** As the director has it: on a busy machine the injection alone takes seconds. */
const LEASE_MS = 10_000;
/** What is promised beyond the lease. */
const ENDS_WITHIN_MS = LEASE_MS + 5_000;
/** The fault's own end must not be what ends it. */
const FAULT_SECONDS = 90;
const LONG_LEASE_MS = 60_000;

describe("a fault controller with a fault in a real Kubernetes", function () {
  this.timeout(TEST_MS);
  const on = clusterOfSuite();
  const controllers: StartedController[] = [];

  before("bundle what the controllers need", async function () {
    const env = { ...process.env };
    await run(process.execPath, ["build.mjs", "daemons/fault-controller"], { env, cwd: installRoot() });
    await bundleDisruptor({ file: distFile("k6/disruptor.js"), standIn: null });
  });
  afterEach("end the controllers", async () => {
    for (const controller of controllers.splice(0)) await controller.close().catch(() => undefined);
    await on().restore();
  });

  async function controller(): Promise<StartedController> {
    const { cluster, folder } = on();
    const stateFolder = join(folder, "controllers");
    const started = await startController({
      stateFolder,
      runId: "test",
      target: "cluster",
      logFile: join(folder, "controller.log"),
      env: {
        ...process.env,
        TIDEMARK_STATE_DIR: stateFolder,
        KUBECTL_BINARY: cluster.program,
        K6_DISRUPTOR_BINARY: cluster.disruptor,
      },
    });
    controllers.push(started);
    return started;
  }

  async function injected(leaseMs: number) {
    const by = await controller();
    const { planned, effect } = await on().plan(httpErrors, { seconds: FAULT_SECONDS });
    await by.inject(planned, leaseMs);
    expect(await on().allWell()).to.equal(false);
    return { by, effect };
  }

  it("undoes it within the lease and five seconds when the director renews no more", async () => {
    const { effect } = await injected(LEASE_MS);
    const look = on().effector();
    const isClean = async () => (await look.readBack(effect)).presence === "clean";
    await eventually("the pods are clean", isClean, ENDS_WITHIN_MS);
    expect(await on().allWell()).to.equal(true);
  });

  it("leaves it to the next one when it is killed, which undoes it before it takes anything", async () => {
    const { by, effect } = await injected(LONG_LEASE_MS);
    process.kill(by.pid, "SIGKILL");
    const { recovery } = await controller();
    expect(recovery.faults.map(({ undone }) => undone.presence)).to.deep.equal(["clean"]);
    expect((await on().effector().readBack(effect)).presence).to.equal("clean");
    expect(await on().allWell()).to.equal(true);
  });

  it("leaves it to the next one also where its k6 was killed with it, and told no agent to end", async () => {
    const { by, effect } = await injected(LONG_LEASE_MS);
    process.kill(by.pid, "SIGSTOP");
    for (const pid of on().allDisruptors()) process.kill(pid, "SIGKILL");
    process.kill(by.pid, "SIGKILL");
    const look = on().effector();
    expect((await look.readBack(effect)).presence).to.equal("present");
    const { recovery } = await controller();
    expect(recovery.faults.map(({ undone }) => undone.presence)).to.deep.equal(["clean"]);
    expect((await look.readBack(effect)).presence).to.equal("clean");
    expect(await on().allWell()).to.equal(true);
  });
});
