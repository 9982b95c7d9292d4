import { expect } from "chai";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openLedger, type Ledger } from "../../../lib/node/process/ledger.ts";
import { ProcessError } from "../../../lib/node/process/process-error.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { startProgram, type Program } from "../../../lib/node/process/program.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { forever, isRunning, recordedProcess, signalNotingProgram, writeProgram } from "./scripts.ts";

describe("an outside program under its host", () => {
  const path = temporaryFolder();
  let ledger: Ledger;
  let program: Program | undefined;

  before(builtProgramHost);
  beforeEach(() => {
    ledger = openLedger(path("state"));
  });
  afterEach(async () => {
    program?.killNow();
    await program?.exited;
    program = undefined;
  });

  async function start(command: string, args: readonly string[] = []): Promise<Program> {
    const options = {
      name: "k6",
      command,
      args,
      env: process.env,
      output: { file: path("k6.log") },
      graceMs: 500,
      ledger,
    };
    program = await startProgram(options);
    return program;
  }

  async function failure(promise: Promise<unknown>): Promise<ProcessError> {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ProcessError);
    return error as ProcessError;
  }

  it("gets its arguments as they are, and its output goes to the file", async () => {
    const command = writeProgram(
      path("talk"),
      "console.log(process.argv.slice(2)); console.error('and this');",
    );
    const { exited } = await start(command, ["run", "a b", "--flag=x", "-e", "K=$V"]);
    expect(await exited).to.deep.equal({ code: 0, signal: null });
    const log = readFileSync(path("k6.log"), "utf8");
    expect(log).to.include("[ 'run', 'a b', '--flag=x', '-e', 'K=$V' ]").and.include("and this");
  });

  it("reports its exit code, also when it ends at once", async () => {
    const { exited } = await start(writeProgram(path("quick"), "process.exit(99);"));
    expect(await exited).to.deep.equal({ code: 99, signal: null });
  });

  it("is told each signal once, and only by us", async () => {
    const command = writeProgram(path("listen"), signalNotingProgram(path("notes"), ""));
    const { signal, pid } = await start(command);
    await eventually("the program listens", () => existsSync(path("notes")));
    signal("SIGINT");
    await eventually("the signal arrives", () => readFileSync(path("notes"), "utf8") !== "");
    signal("SIGTERM");
    await eventually("the second arrives", () => readFileSync(path("notes"), "utf8").includes("SIGTERM"));
    expect(readFileSync(path("notes"), "utf8")).to.equal("SIGINT\nSIGTERM\n");
    expect(isRunning(pid)).to.be.true;
  });

  it("leads a process group of its own", async () => {
    const { pid } = await start(writeProgram(path("stay"), forever));
    expect(observeProcess(pid)?.groupId).to.equal(pid);
  });

  it("reports the signal that ended it", async () => {
    const { signal, exited } = await start(writeProgram(path("stay"), forever));
    signal("SIGTERM");
    expect(await exited).to.deep.equal({ code: null, signal: "SIGTERM" });
    signal("SIGTERM"); // after its end: nothing happens
  });

  it("is gone at once when it is killed", async () => {
    const { pid, killNow, exited } = await start(
      writeProgram(path("stay"), `process.on("SIGINT", () => {}); ${forever}`),
    );
    killNow();
    expect(await exited).to.deep.equal({ code: null, signal: "SIGKILL" });
    expect(isRunning(pid)).to.be.false;
  });

  it("is ended when its host is killed", async () => {
    const { pid, exited } = await start(writeProgram(path("stay"), forever));
    const { pid: hostPid } = recordedProcess(path("state"), "k6 (host)");
    process.kill(hostPid, "SIGKILL");
    expect(await exited).to.deep.equal({ code: null, signal: "SIGKILL" });
    expect(isRunning(pid)).to.be.false;
  });

  it("takes what it started in its group with it", async () => {
    const command = writeProgram(
      path("parent"),
      `const { spawn } = require("node:child_process");
       const other = spawn(process.execPath, ["-e", "${forever}"], { stdio: "ignore" });
       require("node:fs").writeFileSync(${JSON.stringify(path("other"))}, String(other.pid));
       process.exit(0);`,
    );
    const { exited } = await start(command);
    await exited;
    const otherPid = Number(readFileSync(path("other"), "utf8"));
    await eventually("its own child is gone", () => !isRunning(otherPid));
  });

  it("that does not exist is told by its path", async () => {
    const error = await failure(start(path("nowhere")));
    expect(error.code).to.equal("programNotFound");
    expect(error.message).to.include("k6").and.include(path("nowhere"));
  });

  it("that is not executable is told with a remedy", async () => {
    writeFileSync(path("plain"), "#!/bin/sh\n", { mode: 0o644 });
    const error = await failure(start(path("plain")));
    expect(error.code).to.equal("programNotExecutable");
    expect(error.message).to.include("chmod +x");
  });

  it("that the operating system refuses to start is told with its reason", async () => {
    const error = await failure(start(writeProgram(path("quick"), ""), ["x".repeat(2 ** 22)]));
    expect(error.code).to.equal("notStarted");
    expect(error.message).to.include("E2BIG");
  });
});
