/**
 * `tidemark chaos run` as a person starts it, on pods of a real Kubernetes, with the account of
 * deploy/kubernetes/chaos: what the probe saw, what the run came to, and that nothing is left. Whether it
 * is, the pods are asked by the cluster's administrator, who knows nothing of the run.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { FAULT_LABEL } from "../../lib/core/experiment/disruptor-run.ts";
import type { JournalEntry } from "../../lib/core/experiment/journal.ts";
import type { RunEvent } from "../../lib/core/record/event.ts";
import type { RunRecord } from "../../lib/core/record/record.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";
import { foreignNetworkNamespace, podsLeft, storeIn, withoutAgentImage } from "./support/cluster.ts";
import { clusterOfSuite, namespace } from "./support/cluster-faults.ts";
import { clusterProject } from "./support/cluster-project.ts";

const TEST_MS = 300_000;
/** Steady state and baseline, the start of the second k6 and of its agent, on a busy machine. */
const FAULT_LIMIT_MS = 120_000;

describe("a chaos run on a real Kubernetes", function () {
  this.timeout(TEST_MS);
  const foreign = foreignNetworkNamespace();
  before(() => foreign.add());
  const on = clusterOfSuite();
  after("the cluster took no network namespace along but its own", async () => {
    const stays = foreign.isThere();
    await foreign.remove();
    expect(stays).to.equal(true);
  });
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let project: string;

  before("have a store behind the web server", () => storeIn(on().cluster, namespace));
  beforeEach(async () => {
    const { cluster, account } = on();
    tool = tidemark(temporary(), {
      KUBECTL_BINARY: cluster.program,
      K6_DISRUPTOR_BINARY: cluster.disruptor,
      // No setting of a run.
      TIDEMARK_KUBERNETES_RIG: undefined,
    });
    // The Service's own address: it leads to a pod that is ready, whichever that is.
    const ip = await cluster.kubectl(
      ...["get", "service", "web", `--namespace=${namespace}`, "--output=jsonpath={.spec.clusterIP}"],
    );
    project = clusterProject(temporary("project"), { address: `http://${ip}`, account, namespace });
  });
  afterEach("have two pods again", () => on().restore());

  const start = (target: string, name: string) =>
    tool.start(
      ...["chaos", "run", name, "--target", target, "--project", project],
      ...["--yes", "--quiet", "--seed", "1"],
    );

  async function completed(target: string, name: string): Promise<RunRecord["experiments"][number]> {
    const { exitCode, stderr, stdout } = await start(target, name);
    expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("pass");
    const [experiment] = record.experiments;
    expect(experiment).to.include({ experiment: name, driver: "kubernetes", status: "completed" });
    expect(experiment?.faults.map(({ presence }) => presence)).to.deep.equal(["clean"]);
    await nothingIsLeft();
    return experiment!;
  }

  async function nothingIsLeft(): Promise<void> {
    expect(await podsLeft(on().cluster, namespace, FAULT_LABEL)).to.deep.equal([]);
    expect(on().allDisruptors()).to.deep.equal([]);
    const { exitCode, stdout } = await tool.start("chaos", "status");
    expect([exitCode, stdout]).to.deep.equal([
      0,
      "no fault controller runs, and no fault is left that is known of",
    ]);
    expect(await on().allWell()).to.equal(true);
  }

  const rowsOf = <Row>(file: string): Row[] => {
    const path = join(runFolders(tool)[0] ?? "", file);
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Row);
  };

  async function injected(run: Started): Promise<void> {
    const began = () =>
      runFolders(tool).length > 0 &&
      readdirSync(runFolders(tool)[0] ?? "").includes("events.ndjson") &&
      rowsOf<RunEvent>("events.ndjson").some(({ kind, edge }) => kind === "fault" && edge === "start");
    await eventually("the fault is in", () => began() || run.exitCode !== null, FAULT_LIMIT_MS);
    if (!began()) throw new Error(`it ended first: ${(await run).stderr}`);
  }

  it("http-errors: one pod of two answers 503, the probe sees it, and the system is itself again", async () => {
    const { faults } = await completed("staging", "http-errors");
    const [fault] = faults;
    expect(fault?.instances).to.have.lengthOf(1);
    expect(fault?.instancesInAll).to.equal(2);
    expect(fault?.what).to.match(
      /^answers 100 % of the requests with 503, and all others 300 ms later, in pods web-/,
    );
    expect(fault?.measured?.detectedAfterSeconds).to.be.within(0, 5);
    expect(fault?.measured?.recoveredAfterSeconds).to.be.within(0, 15);
    const probed = rowsOf<{ status: number }>("probe.ndjson");
    expect(probed.some(({ status }) => status === 503)).to.equal(true);
    const journal = rowsOf<JournalEntry>("journal.ndjson").map(({ event }) => event);
    expect(journal.filter((event) => event !== "renewed")).to.deep.equal([
      "intended",
      "applied",
      "undone",
      "confirmed",
    ]);
  });

  it("kill: the only pod ends, and its Deployment brings another", async () => {
    await on().scaled(1);
    const { faults } = await completed("alone", "kill");
    expect(faults[0]?.what).to.match(/^terminates pods web-/);
    expect(faults[0]?.measured?.recoveredAfterSeconds).to.be.within(0, 15);
    expect(faults[0]?.evidence.join()).to.include("1 of 1 pods are ready");
    const after = await on().names();
    expect(after).not.to.include(faults[0]?.instances[0]);
  });

  it("stall: what comes in to one pod is dropped, and requests hang", async () => {
    const { faults } = await completed("staging", "stall");
    expect(faults[0]?.what).to.match(/^drops all that comes in to pods web-/);
    expect(faults[0]?.measured?.lostSeconds).to.be.above(0);
    const probed = rowsOf<{ status: number; seconds: number }>("probe.ndjson");
    expect(probed.some(({ status, seconds }) => status === 0 && seconds > 1.9)).to.equal(true);
  });

  it("store-outage: the store's pod is cut off, and what needs it is refused", async () => {
    const { faults } = await completed("alone", "store-outage");
    expect(faults[0]?.what).to.match(/^drops all that comes in to pods store-/);
    const probed = rowsOf<{ status: number }>("probe.ndjson");
    expect(probed.some(({ status }) => status === 503)).to.equal(true);
  });

  it("store-outage is refused, and nothing sent, where the target does not say which pods the store has", async () => {
    const { exitCode, stderr } = await start("storeless", "store-outage");
    expect(
      [exitCode, stderr.includes("store shelf: the target's file must say under chaos.driver.stores")],
      stderr,
    ).to.deep.equal([4, true]);
    await nothingIsLeft();
  });

  it("the only pod of a service is not hit where the target's share forbids it", async () => {
    await on().scaled(1);
    const { exitCode, stderr } = await start("staging", "kill");
    expect(exitCode, stderr).to.equal(4);
    expect(stderr).to.include("1 of 1");
    await nothingIsLeft();
  });

  it("Ctrl-C in the middle of a fault undoes it first, and ends with 105", async () => {
    const run = start("staging", "long-http-errors");
    await injected(run);
    expect(await on().allWell()).to.equal(false);
    const credentials = readdirSync(tmpdir())
      .filter((name) => name.startsWith("tidemark-disruptor-"))
      .flatMap((name) => readdirSync(join(tmpdir(), name)));
    expect(credentials).to.deep.equal(["disruptor.log"]);
    run.kill("SIGINT");
    const { exitCode, stderr } = await run;
    expect(exitCode, stderr).to.equal(105);
    const record = onlyRecord(tool);
    expect(record.experiments[0]).to.include({ status: "interrupted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    await nothingIsLeft();
  });

  it("an injection that fails fails the run, in the disruptor's words", async () => {
    const { exitCode, stdout, stderr } = await withoutAgentImage(on().cluster, async () => {
      // In pods that have had no agent yet: a container is not started twice.
      await on().renewed();
      return start("staging", "http-errors");
    });
    expect(exitCode, stderr).to.equal(99);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("fail");
    const [fault] = record.experiments[0]?.faults ?? [];
    expect(fault?.injectedAtMs).to.equal(null);
    expect(fault?.failures.join()).to.match(/not injected: .*the disruptor must inject the fault, but /s);
    expect(stdout + stderr).to.include("the disruptor must inject the fault, but");
    await on().renewed();
    await nothingIsLeft();
  });

  it("a kill switch that is thrown ends it with 108, everything undone", async () => {
    const run = start("staging", "long-http-errors");
    await injected(run);
    writeFileSync(join(project, "chaos-is-off"), "");
    const { exitCode, stderr } = await run;
    rmSync(join(project, "chaos-is-off"));
    expect(exitCode, stderr).to.equal(108);
    expect(onlyRecord(tool).experiments[0]?.faults[0]).to.include({ presence: "clean" });
    await nothingIsLeft();
  });
});
