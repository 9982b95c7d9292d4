import { expect } from "chai";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sweep } from "../../../lib/node/process/sweep.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { toxiproxyForTests } from "../../support/toxiproxy-for-tests.ts";

type Processes = readonly { readonly name: string; readonly pid: number }[];

describe("the embedded system when its runner is killed", function () {
  this.timeout(120_000);
  let folder: string;
  let runner: ChildProcess;
  let processes: Processes;
  let storeFolder: string;
  const state = () => path.join(folder, "state");

  async function start(...toxiproxyBinary: readonly string[]): Promise<void> {
    folder = mkdtempSync(path.join(tmpdir(), "tidemark-test-stack-"));
    const module = path.join(import.meta.dirname, "support/stack-runner.ts");
    const register = path.resolve(import.meta.dirname, "../../register.mjs");
    runner = fork(module, [state(), path.join(folder, "logs"), ...toxiproxyBinary], {
      execArgv: ["--import", register],
    });
    const [told] = (await once(runner, "message")) as [Processes];
    processes = told;
    const [file] = readdirSync(path.join(state(), "runners"));
    const ledger = readFileSync(path.join(state(), "runners", file!), "utf8");
    [storeFolder] = (JSON.parse(ledger) as { folders: [string] }).folders;
  }

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const alive = () => processes.filter(({ pid }) => observeProcess(pid) !== null).map(({ name }) => name);

  async function eventually(what: string, accept: () => boolean): Promise<void> {
    const deadlineMs = performance.now() + 20_000;
    while (!accept()) {
      if (performance.now() > deadlineMs) throw new Error(`${what}: ${alive().join(", ")} still there`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("ends by itself and removes its data", async () => {
    await start();
    expect(alive()).to.have.lengthOf(5);
    expect(existsSync(storeFolder)).to.be.true;
    runner.kill("SIGKILL");
    await eventually("everything ends", () => alive().length === 0);
    await eventually("the data goes", () => !existsSync(storeFolder));
  });

  it("takes Toxiproxy and its proxies with it", async function () {
    await start(await toxiproxyForTests(this));
    expect(alive()).to.have.lengthOf(6).and.to.include("toxiproxy");
    runner.kill("SIGKILL");
    await eventually("everything ends", () => alive().length === 0);
  });

  it("is swept by the next start where the store's host was killed with it", async () => {
    await start();
    const host = processes.find(({ name }) => name === "postgres-host")!;
    process.kill(host.pid, "SIGSTOP"); // it must not notice
    runner.kill("SIGKILL");
    await once(runner, "exit");
    process.kill(host.pid, "SIGKILL");
    await eventually("the host is gone", () => !alive().includes("postgres-host"));
    expect(alive()).to.include("postgres (embedded)");
    const said = await sweep(state());
    expect(said.join("\n")).to.contain("ended postgres (embedded)").and.to.contain(`removed ${storeFolder}`);
    expect(existsSync(storeFolder)).to.be.false;
    await eventually("everything ends", () => alive().length === 0);
  });
});
