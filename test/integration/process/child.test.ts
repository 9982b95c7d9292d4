import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { startChild, type Child, type ChildOptions } from "../../../lib/node/process/child.ts";
import { openLedger, type Ledger } from "../../../lib/node/process/ledger.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { ProcessError } from "../../../lib/node/process/process-error.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { forever, isRunning, politeChild, recordedProcesses, startRunner, writeModule } from "./scripts.ts";

describe("a child of ours", () => {
  const path = temporaryFolder();
  let ledger: Ledger;
  let child: Child | undefined;

  beforeEach(() => {
    ledger = openLedger(path("state"));
  });
  afterEach(async () => {
    child?.killNow();
    await child?.exited;
    child = undefined;
  });

  async function start(code: string, more: Partial<ChildOptions> = {}): Promise<Child> {
    const module = writeModule(path("child.mjs"), code);
    const options = {
      name: "api",
      module,
      env: process.env,
      logFile: path("api.log"),
      ledger,
      readyTimeoutMs: 10_000,
    };
    child = await startChild({ ...options, ...more });
    return child;
  }

  async function failure(promise: Promise<unknown>): Promise<ProcessError> {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ProcessError);
    return error as ProcessError;
  }

  it("is started when it says that it is ready, and gives its ready message", async () => {
    const { ready, name, pid } = await start(politeChild);
    expect(ready).to.deep.equal({ type: "ready", port: 4711 });
    expect(name).to.equal("api");
    expect(isRunning(pid)).to.be.true;
  });

  it("gets its arguments and its environment, and nothing of the runner's own flags", async () => {
    const { ready } = await start(
      `process.send({ type: "ready", args: process.argv.slice(2), env: process.env.GREETING, flags: process.execArgv });
       ${forever}`,
      { args: ["a b", "--c"], env: { GREETING: "hello" } },
    );
    expect(ready).to.deep.equal({ type: "ready", args: ["a b", "--c"], env: "hello", flags: [] });
  });

  it("leads a process group of its own, so that Ctrl-C in the terminal does not reach it", async () => {
    const { pid } = await start(politeChild);
    expect(observeProcess(pid)?.groupId).to.equal(pid);
  });

  it("ends by itself on a stop within the grace, and is then gone and forgotten", async () => {
    const { pid, stop, exited } = await start(politeChild);
    expect(recordedNames()).to.deep.equal(["api"]);
    await stop(10_000);
    expect(isRunning(pid)).to.be.false;
    expect(await exited).to.deep.equal({ code: 0, signal: null });
    expect(recordedNames()).to.deep.equal([]);
  });

  it("is killed when it does not end within the grace, with what it started in its group", async () => {
    const stubborn = `
      import { spawn } from "node:child_process";
      process.on("SIGTERM", () => {});
      const other = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); ${forever}"], { stdio: "ignore" });
      process.send({ type: "ready", otherPid: other.pid });
      ${forever}`;
    const { ready, stop, exited } = await start(stubborn);
    const { otherPid } = ready as { otherPid: number };
    expect(isRunning(otherPid)).to.be.true;
    await stop(50);
    expect(await exited).to.deep.equal({ code: null, signal: "SIGKILL" });
    expect(isRunning(otherPid)).to.be.false;
  });

  it("takes what it started in its group with it, also when it ends politely", async () => {
    const { ready, stop } = await start(`
      import { spawn } from "node:child_process";
      const other = spawn(process.execPath, ["-e", "${forever}"], { stdio: "ignore" });
      process.on("SIGTERM", () => process.exit(0));
      process.send({ type: "ready", otherPid: other.pid });
      ${forever}`);
    const { otherPid } = ready as { otherPid: number };
    await stop(10_000);
    await eventually("its own child is gone", () => !isRunning(otherPid), 2000);
  });

  it("is told once, however often it is stopped", async () => {
    const { stop, exited } = await start(`
      let told = 0;
      process.on("SIGTERM", () => { told += 1; console.log(told); setTimeout(() => process.exit(told), 200); });
      process.send({ type: "ready" });
      ${forever}`);
    const first = stop(10_000);
    await eventually("the first signal has arrived", () => readFileSync(path("api.log"), "utf8") !== "");
    await Promise.all([first, stop(10_000)]);
    expect((await exited).code).to.equal(1);
  });

  it("may be stopped twice, also at the same time and after its end", async () => {
    const { stop, killNow } = await start(politeChild);
    await Promise.all([stop(10_000), stop(10_000)]);
    await stop(10_000);
    killNow();
  });

  it("that ends before it is ready is told with how it ended and its own last lines", async () => {
    writeFileSync(path("api.log"), "a line of an earlier child\n");
    const error = await failure(start(`console.error("port 8000 is mine"); process.exit(7);`));
    expect(error.code).to.equal("endedEarly");
    expect(error.kind).to.equal("preflight");
    expect(error.message).to.include("api").and.include("exit code 7").and.include("port 8000 is mine");
    expect(error.message).not.to.include("earlier child");
  });

  it("that says why it can't start is told with its reason", async () => {
    const error = await failure(
      start(`process.send({ type: "failed", reason: "port 8000 is taken" }, () => process.exit(1));`),
    );
    expect(error.code).to.equal("refused");
    expect(error.message).to.include("api: port 8000 is taken");
  });

  it("that stays silent is ended when its time is over", async () => {
    const silent = `import { writeFileSync } from "node:fs";
      writeFileSync(${JSON.stringify(path("pid"))}, String(process.pid));
      console.log("still thinking"); ${forever}`;
    const error = await failure(start(silent, { readyTimeoutMs: 1500 }));
    expect(error.code).to.equal("notReady");
    expect(error.message).to.include("within 1.5 s").and.include("still thinking");
    expect(isRunning(Number(readFileSync(path("pid"), "utf8")))).to.be.false;
    expect(recordedNames()).to.deep.equal([]);
  });

  it("whose bundle is missing is told with the command that builds it", async () => {
    const error = await failure(start("", { module: path("nowhere.mjs") }));
    expect(error.code).to.equal("notBuilt");
    expect(error.message).to.include("nowhere.mjs").and.include("node build.mjs");
  });

  it("tells its end when nobody asked for it", async () => {
    const { exited } = await start(`process.send({ type: "ready" }, () => process.exit(9));`);
    expect(await exited).to.deep.equal({ code: 9, signal: null });
  });

  it("keeps its runner alive as long as it lives, and no longer", async () => {
    writeModule(
      path("child.mjs"),
      `process.send({ type: "ready" }); setTimeout(() => process.exit(5), 300);`,
    );
    const { runner } = await startRunner(
      path(),
      `const ledger = openLedger(${JSON.stringify(path("state"))});
       const child = await startChild({ name: "api", module: ${JSON.stringify(path("child.mjs"))}, env: process.env,
         logFile: null, ledger, readyTimeoutMs: 10000 });
       report(child.pid);
       const { code } = await child.exited;
       process.exitCode = code;`,
    );
    await eventually("the runner ends by itself", () => runner.exitCode !== null);
    expect(runner.exitCode).to.equal(5); // 13 would be an event loop that ended early
  });

  function recordedNames(): string[] {
    return recordedProcesses(path("state")).map(({ name }) => name);
  }
});
