/**
 * Every way a run can be ended early, against the real embedded system: what it leaves (a record
 * that reads as what happened) and what it does not (a process, a folder, a lock).
 */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { expect } from "chai";
import { eventually } from "../support/eventually.ts";
import { descendantsOf, type SeenProcess, stillRunning } from "../support/processes.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";

const LONG_RUN = ["run", "sustained", "--rate", "50", "--duration", "5m", "--warmup", "1s"];

/** PostgreSQL's initdb and three services, on a busy machine. */
const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 30_000;

const k6Among = (processes: readonly SeenProcess[]) =>
  processes.find(({ command }) => command.includes("script.js") && !command.includes("program-host"));

/** The header is written before k6 has sent anything: only rows below it say that it has. */
function requestRowsSoFar(file: string): number {
  if (!existsSync(file)) return 0;
  const text = gunzipSync(readFileSync(file), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  return text.split("\n").length - 2;
}

describe("a run that is ended early", () => {
  const temporary = temporaryFolder();
  let tool: Tidemark;

  before(function () {
    if (process.platform !== "linux") skipBecause(this, "the processes of a run are found through /proc");
  });
  beforeEach(() => {
    tool = tidemark(temporary());
  });

  /** In an object: a run is a promise itself, and would be waited for. */
  async function startedSending(): Promise<{
    readonly run: Started;
    readonly below: readonly SeenProcess[];
  }> {
    const run = tool.start(...LONG_RUN);
    const rows = () => requestRowsSoFar(join(runFolders(tool)[0] ?? "", "requests.csv.gz"));
    await eventually(
      "k6 is running",
      () => k6Among(descendantsOf(run.pid ?? 0)) !== undefined,
      START_LIMIT_MS,
    );
    await eventually("rows of requests are written", () => rows() > 0, START_LIMIT_MS);
    return { run, below: descendantsOf(run.pid ?? 0) };
  }

  async function nothingIsLeftOf(below: readonly SeenProcess[]): Promise<void> {
    expect(below.length, "k6, PostgreSQL, three services, and what hosts them").to.be.greaterThan(6);
    await eventually(
      "every process of the run has ended",
      () => stillRunning(below).length === 0,
      END_LIMIT_MS,
    );
    const folders = below.flatMap(
      ({ command }) => command.match(/\/\S*\/tidemark-(postgres|rows)-\w+/g) ?? [],
    );
    expect(folders).not.to.deep.equal([]);
    expect(folders.filter((folder) => existsSync(folder))).to.deep.equal([]);
  }

  it("ends gracefully on one SIGINT, keeps its results and exits with 105", async () => {
    const { run, below } = await startedSending();
    run.kill("SIGINT");
    const { exitCode } = await run;
    expect(exitCode).to.equal(105);
    const record = onlyRecord(tool);
    expect(record).to.deep.include({ state: "ended", exitCode: 105 });
    expect(record.verdict.status).to.equal("aborted");
    expect(record.facts?.interruptedBy).to.equal("SIGINT");
    expect(record.traffic.length).to.be.greaterThan(0);
    await nothingIsLeftOf(below);
  });

  it("ends at once on a second SIGINT and still stops everything", async () => {
    const { run, below } = await startedSending();
    run.kill("SIGINT");
    run.kill("SIGINT");
    const { exitCode } = await run;
    expect(exitCode).to.equal(105);
    expect(onlyRecord(tool).verdict.status).to.equal("aborted");
    await nothingIsLeftOf(below);
  });

  it("ends when its terminal closes (SIGHUP)", async () => {
    const { run, below } = await startedSending();
    run.kill("SIGHUP");
    expect((await run).exitCode).to.equal(105);
    expect(onlyRecord(tool).facts?.interruptedBy).to.equal("SIGHUP");
    await nothingIsLeftOf(below);
  });

  it("leaves a record that reads as aborted when the runner is killed, and its children end by themselves", async () => {
    const { run, below } = await startedSending();
    run.kill("SIGKILL");
    await run;
    const record = onlyRecord(tool);
    expect(record).to.deep.include({ state: "running", exitCode: null });
    expect(record.verdict.status).to.equal("aborted");
    await nothingIsLeftOf(below);
  });

  it("is swept by the next start when the runner and all of its hosts were killed", async () => {
    const { run, below } = await startedSending();
    const hosts = below.filter(({ command }) => command.includes("-host.mjs"));
    // Not for its output: what the hosts leave behind holds that open.
    const ended = once(run, "exit");
    for (const { pid } of [{ pid: run.pid ?? 0 }, ...hosts]) process.kill(pid, "SIGKILL");
    await ended;
    expect(stillRunning(below).length, "what the hosts left running").to.be.greaterThan(0);
    const next = await tool.start("run", "sustained", "--url", "api=http://127.0.0.1:1", "--rate", "1");
    expect(next.exitCode).to.equal(4);
    expect(next.stderr).to.match(/k6/);
    await nothingIsLeftOf(below);
  });

  it("is judged aborted when k6 is killed under it", async () => {
    const { run, below } = await startedSending();
    process.kill(k6Among(below)?.pid ?? 0, "SIGKILL");
    const { exitCode, stdout } = await run;
    expect(exitCode).to.equal(1);
    expect(onlyRecord(tool).facts?.generatorFailure).to.include("SIGKILL");
    expect(stdout).to.match(/aborted/i);
    await nothingIsLeftOf(below);
  });
});
