/** What happens when the runner is killed with SIGKILL, and what the next start does. */
import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { openLedger } from "../../../lib/node/process/ledger.ts";
import { signalIdentity } from "../../../lib/node/process/signal-process.ts";
import { sweep } from "../../../lib/node/process/sweep.ts";
import type { LedgerContent } from "../../../lib/node/process/ledger-file.ts";
import type { ProcessIdentity } from "../../../lib/node/process/process-identity.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import {
  forever,
  identityOf,
  isRunning,
  killRunner,
  politeChild,
  recordedProcess,
  signalNotingProgram,
  startRunner,
  writeModule,
  writeProgram,
} from "./scripts.ts";

const startOfTime: ProcessIdentity = { pid: 2 ** 22 + 1, startTime: "long gone" };

describe("when the runner is killed", () => {
  const path = temporaryFolder();
  let started: ProcessIdentity[] = [];

  before(builtProgramHost);
  afterEach(() => {
    for (const identity of started) signalIdentity(identity, "SIGKILL");
    started = [];
  });

  async function startRunnerWith(code: string): Promise<{ runner: ChildProcess; pid: number }> {
    const { runner, reported } = await startRunner(
      path(),
      `const ledger = openLedger(${JSON.stringify(path("state"))});
       const common = { env: process.env, ledger };
       ${code}`,
    );
    const { pid } = reported as { pid: number };
    started.push(identityOf(Number(runner.pid)), identityOf(pid));
    return { runner, pid };
  }

  async function startAndKillRunner(code: string): Promise<number> {
    const { runner, pid } = await startRunnerWith(code);
    await killRunner(runner);
    return pid;
  }

  const startTheProgram = (graceMs: number) => `
    const program = await startProgram({ ...common, name: "k6", command: ${JSON.stringify(path("program"))}, args: [],
      output: "stderr", graceMs: ${graceMs} });
    while (!(await import("node:fs")).existsSync(${JSON.stringify(path("notes"))})) await new Promise((r) => setTimeout(r, 20));`;

  it("its children end by themselves", async () => {
    const module = JSON.stringify(writeModule(path("child.mjs"), politeChild));
    const pid = await startAndKillRunner(
      `const child = await startChild({ ...common, name: "api", module: ${module}, logFile: null, readyTimeoutMs: 10000 });
       report({ pid: child.pid });`,
    );
    await eventually("the child is gone", () => !isRunning(pid));
  });

  it("an outside program is interrupted by its host", async () => {
    writeProgram(path("program"), signalNotingProgram(path("notes"), "process.exit(0);"));
    const pid = await startAndKillRunner(`${startTheProgram(10_000)} report({ pid: program.pid });`);
    await eventually("the program is gone", () => !isRunning(pid));
    expect(readFileSync(path("notes"), "utf8")).to.equal("SIGINT\n");
  });

  it("an outside program that ignores the interrupt is killed after its grace", async () => {
    writeProgram(path("program"), signalNotingProgram(path("notes"), ""));
    const pid = await startAndKillRunner(`${startTheProgram(300)} report({ pid: program.pid });`);
    await eventually("the program is gone", () => !isRunning(pid));
    expect(readFileSync(path("notes"), "utf8")).to.equal("SIGINT\n");
  });

  it("and the host with it, the next start ends the program and says so", async () => {
    writeProgram(path("program"), signalNotingProgram(path("notes"), ""));
    const { runner, pid } = await startRunnerWith(`${startTheProgram(60_000)} report({ pid: program.pid });`);
    const host = recordedProcess(path("state"), "k6 (host)");
    // Neither gets to clean up after the other, and the program can't react to a polite signal.
    runner.kill("SIGSTOP");
    process.kill(pid, "SIGSTOP");
    process.kill(host.pid, "SIGKILL");
    await killRunner(runner);
    expect(isRunning(pid)).to.be.true;
    const said = await sweep(path("state"));
    expect(isRunning(pid)).to.be.false;
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.match(new RegExp(`^ended k6 \\(process ${pid}\\)`));
    expect(await sweep(path("state"))).to.deep.equal([]);
  });
});

describe("a sweep", () => {
  const path = temporaryFolder();
  let stranger: ChildProcess | undefined;

  afterEach(() => stranger?.kill("SIGKILL"));

  function startStranger(): number {
    stranger = spawn(process.execPath, ["-e", forever], { detached: true, stdio: "ignore" });
    return Number(stranger.pid);
  }

  function leaveLedger(content: Partial<LedgerContent>): string {
    mkdirSync(path("state", "runners"), { recursive: true });
    const file = path("state", "runners", "4194305-long-gone-1.json");
    writeFileSync(
      file,
      JSON.stringify({ schema: 1, runner: startOfTime, processes: [], folders: [], ...content }),
    );
    return file;
  }

  it("finds nothing where no run has been", async () => {
    expect(await sweep(path("state"))).to.deep.equal([]);
  });

  it("ends a process that is still the one recorded, group and all", async () => {
    const pid = startStranger();
    const file = leaveLedger({ processes: [{ name: "postgres", ...identityOf(pid) }] });
    expect(await sweep(path("state"))).to.deep.equal([
      `ended postgres (process ${pid}), left behind by run process ${startOfTime.pid}`,
    ]);
    expect(isRunning(pid)).to.be.false;
    expect(existsSync(file)).to.be.false;
  });

  it("never touches a process that got a recorded id later", async () => {
    const pid = startStranger();
    const file = leaveLedger({ processes: [{ name: "k6", pid, startTime: "another time" }] });
    expect(await sweep(path("state"))).to.deep.equal([]);
    expect(isRunning(pid)).to.be.true;
    expect(existsSync(file)).to.be.false;
  });

  it("leaves what a live runner started alone", async () => {
    const pid = startStranger();
    const ledger = openLedger(path("state"));
    ledger.recordProcess({ pid, name: "k6" });
    expect(await sweep(path("state"))).to.deep.equal([]);
    expect(isRunning(pid)).to.be.true;
  });

  it("takes a runner whose id went to a stranger for dead", async () => {
    const folder = path("tidemark-data");
    mkdirSync(folder);
    leaveLedger({ runner: { pid: process.pid, startTime: "another time" }, folders: [folder] });
    expect(await sweep(path("state"))).to.deep.equal([
      `removed ${folder}, left behind by run process ${process.pid}`,
    ]);
    expect(existsSync(folder)).to.be.false;
  });

  it("leaves a folder alone that is not named as ours, and says so", async () => {
    const folder = path("precious");
    mkdirSync(folder);
    leaveLedger({ folders: [folder] });
    const said = await sweep(path("state"));
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.include(`left ${folder} alone`);
    expect(existsSync(folder)).to.be.true;
  });

  it("says nothing of a folder that is gone already", async () => {
    leaveLedger({ folders: [path("tidemark-gone")] });
    expect(await sweep(path("state"))).to.deep.equal([]);
  });

  for (const [what, text] of [
    ["an empty file", ""],
    ["a torn file", '{"schema":1,"runner":{"pid":41'],
    ["something else", '{"hello":"world"}'],
    ["a ledger that names process 1", '{"runner":{"pid":1,"startTime":"x"},"processes":[],"folders":[]}'],
  ] as const) {
    it(`removes ${what} and says what may be left`, async () => {
      const file = leaveLedger({});
      writeFileSync(file, text);
      const said = await sweep(path("state"));
      expect(said).to.have.lengthOf(1);
      expect(said[0]).to.include(file).and.include("unreadable").and.include("look for k6");
      expect(existsSync(file)).to.be.false;
    });
  }

  it("may run beside another one", async () => {
    const pid = startStranger();
    const folder = path("tidemark-data");
    mkdirSync(folder);
    leaveLedger({ processes: [{ name: "k6", ...identityOf(pid) }], folders: [folder] });
    const [first, second] = await Promise.all([sweep(path("state")), sweep(path("state"))]);
    expect([...first, ...second].join("\n"))
      .to.include(`ended k6 (process ${pid})`)
      .and.include(`removed ${folder}`);
    expect(readdirSync(path("state", "runners"))).to.deep.equal([]);
  });
});
