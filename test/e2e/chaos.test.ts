/**
 * Experiments on the real embedded system: what they show, and that nothing is left behind however they
 * end. Whether a fault is undone is read from the system's processes, not from what the controller wrote.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { JournalEntry } from "../../lib/core/experiment/journal.ts";
import type { ProbeRow } from "../../lib/core/experiment/probe.ts";
import type { RunEvent } from "../../lib/core/record/event.ts";
import { eventually } from "../support/eventually.ts";
import { descendantsOf, type SeenProcess, stillRunning } from "../support/processes.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";
import { shortExperiments } from "./support/short-experiments.ts";

/** PostgreSQL's initdb, Toxiproxy and three services, the steady state and the baseline, on a busy machine. */
const FAULT_LIMIT_MS = 120_000;
/** The lease, and what the undo takes. */
const UNDONE_LIMIT_MS = 15_000;
const END_LIMIT_MS = 60_000;

describe("an experiment", function () {
  this.timeout(300_000);
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let project: string;

  before(function () {
    if (process.platform !== "linux") skipBecause(this, "faults in processes are looked at through /proc");
  });
  beforeEach(() => {
    tool = tidemark(temporary());
    project = shortExperiments(temporary());
  });

  const start = (...names: string[]) =>
    tool.start("chaos", "run", ...names, "--yes", "--quiet", "--seed", "1", "--project", project);

  const rowsOf = <Row>(file: string): Row[] => {
    const path = join(runFolders(tool)[0] ?? "", file);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Row);
  };
  const faultEvents = () => rowsOf<RunEvent>("events.ndjson").filter(({ kind }) => kind === "fault");

  async function injected(run: Started): Promise<readonly SeenProcess[]> {
    const began = () => faultEvents().some(({ edge }) => edge === "start");
    await eventually("the fault is in", () => began() || run.exitCode !== null, FAULT_LIMIT_MS);
    if (!began()) throw new Error(`it ended first: ${(await run).stderr}`);
    const below = descendantsOf(run.pid ?? 0);
    expect(stopped(below), "a service stands still").to.have.length(1);
    return below;
  }

  async function nothingIsLeft(below: readonly SeenProcess[]): Promise<void> {
    await eventually("nothing of the run is there", () => stillRunning(below).length === 0, END_LIMIT_MS);
    const { exitCode, stdout } = await tool.start("chaos", "status");
    expect([exitCode, stdout]).to.deep.equal([
      0,
      "no fault controller runs, and no fault is left that is known of",
    ]);
  }

  it("kills a service twice and delays a store, sees both, and finds the system itself again", async () => {
    const { exitCode, stderr } = await start("short-kill", "short-latency");
    expect(exitCode, stderr).to.equal(0);
    const [kill, latency] = onlyRecord(tool).experiments;
    expect(kill).to.include({ experiment: "short-kill", driver: "embedded", status: "completed" });
    expect(kill?.faults.map(({ instances, presence }) => [instances, presence])).to.deep.equal([
      [["postgres"], "clean"],
      [["postgres"], "clean"],
    ]);
    for (const { measured, evidence } of kill?.faults ?? []) {
      expect(measured?.detectedAfterSeconds).to.be.within(0, 3);
      expect(measured?.recoveredAfterSeconds, "the restart comes after 4 s").to.be.within(3.5, 10);
      expect(evidence.join()).to.match(/every endpoint that was asked answers again \(.*postgres_health/);
    }
    expect(kill?.recoveredAfterSeconds).to.include({ n: 2, reached: 2 });
    expect(latency).to.include({ status: "completed" });
    expect(latency?.faults[0]).to.include({ presence: "clean" });
    expect(latency?.faults[0]?.measured?.slowdown).to.be.above(5);
    expect(rowsOf<ProbeRow>("probe.ndjson").some(({ ok }) => !ok)).to.equal(true);
    const journal = rowsOf<JournalEntry>("journal.ndjson").map(({ event }) => event);
    expect(journal.filter((event) => event === "intended")).to.have.length(3);
    expect(journal.filter((event) => event === "confirmed")).to.have.length(3);
    expect(readdirSync(tool.stateFolder)).not.to.include("ledger");
  });

  it("is undone by Ctrl-C before the load ends, and ends with 105", async () => {
    const run = start("long-pause");
    const below = await injected(run);
    run.kill("SIGINT");
    const { exitCode, stderr } = await run;
    expect(exitCode, stderr).to.equal(105);
    const record = onlyRecord(tool);
    expect(record.experiments[0]).to.include({ status: "interrupted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    const undoneAtMs = record.experiments[0]?.faults[0]?.undoneAtMs ?? 0;
    expect(undoneAtMs, "before the load ended").to.be.below(Date.parse(record.endedAt ?? ""));
    await nothingIsLeft(below);
  });

  it("is ended by its stop condition, with 108 and everything undone", async () => {
    const { exitCode, stderr } = await start("stopped-early");
    expect(exitCode, stderr).to.equal(108);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("aborted");
    expect(record.facts?.stopCondition).to.match(/of the probe's \d+ requests of the last 4 s failed/);
    expect(record.experiments[0]).to.include({ status: "aborted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    await nothingIsLeft([]);
  });

  it("leaves nothing behind where its runner is killed while a fault is in", async () => {
    const run = start("long-pause");
    const below = await injected(run);
    run.kill("SIGKILL");
    await run;
    await eventually("no service stands still", () => stopped(below).length === 0, UNDONE_LIMIT_MS);
    await nothingIsLeft(below);
  });

  it("ends with 5 and says what to do where the fault controller is killed, and recover finds it clean", async () => {
    const run = start("long-pause");
    const below = await injected(run);
    const controller = below.find(({ command }) => command.includes("fault-controller"));
    process.kill(controller?.pid ?? 0, "SIGKILL");
    const { exitCode, stderr, stdout } = await run;
    expect(exitCode, stderr).to.equal(5);
    expect(onlyRecord(tool).exitCode).to.equal(5);
    expect(stdout).to.include("npx tidemark chaos recover");
    const again = await start("long-pause");
    expect(again.exitCode, "a new run is refused first").to.equal(4);
    expect(again.stderr).to.include("faults of an earlier run may still be there");
    const recovered = await tool.start("chaos", "recover");
    expect([recovered.exitCode, recovered.stderr]).to.deep.equal([0, ""]);
    expect(recovered.stdout).to.include("confirmed by reading back");
    await nothingIsLeft(below);
  });
});

/** Those in state T: stopped by a signal. */
function stopped(processes: readonly SeenProcess[]): SeenProcess[] {
  return stillRunning(processes).filter(({ pid }) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
  });
}
