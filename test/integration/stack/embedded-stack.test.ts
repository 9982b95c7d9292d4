import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLedger, type Ledger } from "../../../lib/node/process/ledger.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { startEmbeddedStack } from "../../../lib/node/stack/embedded-stack.ts";
import { StackError } from "../../../lib/node/stack/stack-error.ts";
import type { Stack } from "../../../lib/node/stack/stack.ts";
import { readPrometheusText, valueOf } from "../../support/prometheus-text.ts";

interface Page {
  readonly users: readonly { readonly id: number; readonly username: string }[];
  readonly total: number;
}

describe("the embedded system", function () {
  this.timeout(120_000);
  let folder: string;
  let ledger: Ledger;
  let said: string[];
  let stack: Stack | null;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "tidemark-test-stack-"));
    ledger = openLedger(path.join(folder, "state"));
    said = [];
    stack = null;
  });

  afterEach(async () => {
    await stack?.stop();
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(signal?: AbortSignal): Promise<Stack> {
    const logFolder = path.join(folder, "logs");
    const options = { ledger, logFolder, say: (line: string) => void said.push(line) };
    stack = await startEmbeddedStack(signal === undefined ? options : { ...options, signal });
    return stack;
  }

  function ledgerText(): string {
    const runners = path.join(folder, "state", "runners");
    const names = existsSync(runners) ? readdirSync(runners) : [];
    return names.map((name) => readFileSync(path.join(runners, name), "utf8")).join("");
  }

  function expectNothingLeft(pids: readonly number[], storeFolders: readonly string[]): void {
    expect(pids.filter((pid) => observeProcess(pid) !== null)).to.deep.equal([]);
    expect(storeFolders.filter(existsSync)).to.deep.equal([]);
    const { processes, folders } = JSON.parse(ledgerText()) as { processes: unknown[]; folders: unknown[] };
    expect([processes, folders]).to.deep.equal([[], []]);
  }

  function recordedFolders(): string[] {
    return (JSON.parse(ledgerText()) as { folders: string[] }).folders;
  }

  it("serves ten thousand users from a real store and a thousand tasks, and leaves nothing when it is stopped", async () => {
    const { addresses, metrics, processes, notes, stop } = await start();
    expect(Object.keys(addresses)).to.have.members(["api", "postgres", "mongo"]);
    for (const [name, address] of Object.entries(addresses)) {
      expect(new URL(address).hostname).to.equal("127.0.0.1");
      expect(await (await fetch(`${address}/health`)).json()).to.deep.equal({ status: "ok", service: name });
    }
    const page = (await (await fetch(`${addresses.api}/api/v1/users`)).json()) as Page;
    expect(page.total).to.equal(10_000);
    expect(page.users[0]).to.include({ id: 1, username: "seed-1" });
    const tasks = (await (await fetch(`${addresses.api}/api/v1/tasks`)).json()) as { total: number };
    expect(tasks.total).to.equal(1_000);
    expect(notes.join("\n")).to.contain("without fsync");
    expect(said.slice(0, -1)).to.deep.equal(notes);
    for (const page of Object.values(metrics)) expect(said.at(-1)).to.contain(page);

    const pids = processes.map(({ pid }) => pid);
    expect(pids).to.have.lengthOf(5);
    for (const pid of pids) expect(ledgerText()).to.contain(`"pid": ${pid}`);
    const folders = recordedFolders();
    expect(folders).to.have.lengthOf(1);
    await Promise.all([stop(), stop()]);
    expectNothingLeft(pids, folders);
  });

  it("tells its metrics on free ports of this machine, business metrics with those of every owner", async () => {
    const { metrics } = await start();
    expect(Object.keys(metrics)).to.have.members(["api", "postgres", "mongo", "business"]);
    for (const [name, page] of Object.entries(metrics)) {
      const { hostname, pathname } = new URL(page);
      expect([hostname, pathname]).to.deep.equal([
        "127.0.0.1",
        name === "business" ? "/business-metrics" : "/metrics",
      ]);
      const families = readPrometheusText(await (await fetch(page)).text());
      const own = name === "business" ? "user_registrations_total" : "http_requests_total";
      expect(valueOf(families, own), name).to.be.at.least(0);
      if (name !== "business") continue;
      for (const source of ["postgres", "mongo"]) {
        expect(valueOf(families, "business_metrics_source_up", { source }), source).to.equal(1);
        const tasks = valueOf(families, "task_processing_duration_seconds_count", { service: source });
        expect(tasks, source).to.be.at.least(0);
      }
    }
  });

  it("listens elsewhere where a standard port is taken, and says so", async () => {
    const squatter = await takePort(8000);
    try {
      const { addresses, notes } = await start();
      expect(new URL(addresses.api!).port).not.to.equal("8000");
      expect((await fetch(`${addresses.api}/health`)).status).to.equal(200);
      const note = notes.find((text) => text.startsWith("port 8000 is taken"));
      expect(note).to.contain(`service api listens on ${new URL(addresses.api!).host}`);
      expect(said).to.include(note);
    } finally {
      squatter.close();
    }
  });

  for (const name of ["api", "postgres (embedded)", "postgres-host"]) {
    it(`tells when ${name} is killed, and still leaves nothing`, async () => {
      const { processes, failed, stop } = await start();
      const folders = recordedFolders();
      process.kill(processes.find((part) => part.name === name)!.pid, "SIGKILL");
      const failure = (await failed.catch((error: unknown) => error)) as { code: string; message: string };
      expect(failure.code).to.equal("partEnded");
      expect(failure.message).to.contain(name === "api" ? "api must run" : "postgres-host must run");
      await stop();
      expectNothingLeft(
        processes.map(({ pid }) => pid),
        folders,
      );
    });
  }

  it("reports nothing when it is stopped as asked", async () => {
    const { failed, stop } = await start();
    const reported: unknown[] = [];
    failed.catch((error: unknown) => reported.push(error));
    await stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(reported).to.deep.equal([]);
  });

  it("stops what has been started when its start is ended, and throws the reason", async () => {
    const interruption = new AbortController();
    const reason = new Error("interrupted");
    const starting = start(interruption.signal).catch((error: unknown) => error);
    const started = () => /"pid": (\d+)/.exec(ledgerText()) !== null;
    while (!started()) await new Promise((resolve) => setTimeout(resolve, 10));
    const folders = recordedFolders();
    interruption.abort(reason);
    expect(await starting).to.equal(reason);
    expect(folders).to.have.lengthOf(1);
    expectNothingLeft([], folders);
  });

  it("starts nothing when it was ended before", async () => {
    const reason = new Error("interrupted");
    const failure = await start(AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(failure).to.equal(reason);
    expectNothingLeft([], []);
  });

  describe("with another folder for temporary files", () => {
    const usual = process.env.TMPDIR;

    afterEach(() => {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
    });

    it("throws what a part said when it does not start, and leaves nothing", async () => {
      // Deeper than the longest path that PostgreSQL can work in.
      const deep = path.join(folder, ...Array.from({ length: 6 }, () => "x".repeat(200)));
      mkdirSync(deep, { recursive: true });
      process.env.TMPDIR = deep;
      const failure = (await start().catch((error: unknown) => error)) as StackError;
      expect(failure).to.be.instanceOf(StackError);
      expect([failure.code, failure.kind]).to.deep.equal(["notStarted", "preflight"]);
      expect(failure.message).to.contain("postgres-host").and.to.contain("initdb");
      expectNothingLeft(
        [],
        [deep].flatMap((parent) => readdirSync(parent)),
      );
    });

    it("says that it needs the folder where there is none", async () => {
      process.env.TMPDIR = path.join(folder, "no-such-folder");
      const failure = (await start().catch((error: unknown) => error)) as StackError;
      expect(failure).to.be.instanceOf(StackError);
      expect(failure.code).to.equal("notStarted");
      expect(failure.message).to.contain("no-such-folder");
      expectNothingLeft([], []);
    });
  });
});

/** Where somebody else has the port already, that does as well. */
async function takePort(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.once("error", () => resolve());
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
