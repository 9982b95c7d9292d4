/** Real processes, a real page, and an engine of ours behind a socket: what gets into resources.ndjson? */
import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { ResourceSample } from "../../../lib/core/record/resource.ts";
import { dockerEngine } from "../../../lib/node/docker/docker-engine.ts";
import { startResourceSampler } from "../../../lib/node/resources/resource-sampler.ts";
import type { Subject } from "../../../lib/node/resources/subject.ts";
import { eventually } from "../../support/eventually.ts";
import { answer, startScriptedServer } from "../../support/scripted-server.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const INTERVAL_MS = 50;

describe("startResourceSampler", () => {
  const temporary = temporaryFolder();
  const started: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of started.splice(0)) await one.close();
  });

  function rows(): ResourceSample[] {
    const lines = readFileSync(temporary("resources.ndjson"), "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as ResourceSample);
  }
  const rowsOf = (name: string) => rows().filter(({ subject }) => subject === name);

  function sample(subjects: readonly Subject[], dockerHost: string | null = null) {
    return startResourceSampler({
      runFolder: temporary(),
      subjects,
      intervalMs: INTERVAL_MS,
      nowMs: Date.now,
      dockerHost,
    });
  }

  function busyProcess(): { child: ChildProcess; pid: number } {
    const child = spawn(process.execPath, ["-e", "for (;;) Math.random()"], { stdio: "ignore" });
    started.push({ close: () => child.kill("SIGKILL") });
    return { child, pid: child.pid ?? 0 };
  }

  it("tells CPU and memory of a process, and of our own", async () => {
    const { pid } = busyProcess();
    const sampler = sample([{ kind: "process", name: "busy", pid, mayEnd: false }]);
    sampler.add({ kind: "process", name: "runner", pid: process.pid, mayEnd: false });
    const isBusy = ({ cpuCores }: ResourceSample) => (cpuCores ?? 0) > 0.05;
    await eventually("a sample of the busy process", () => rowsOf("busy").some(isBusy));
    const { samples, problem, notes } = await sampler.stop();
    expect({ problem, notes }).to.deep.equal({ problem: null, notes: [] });
    expect(samples).to.equal(rows().length);
    const own = rowsOf("runner").at(-1);
    expect(own?.source).to.equal("process");
    expect(own?.residentBytes).to.be.closeTo(process.memoryUsage.rss(), 200 * 1024 ** 2);
    expect(own).to.include({ connections: null, networkSentBytes: null });
  });

  it("stops quietly with a process that has ended, with a note", async () => {
    const { child, pid } = busyProcess();
    const sampler = sample([{ kind: "process", name: "short", pid, mayEnd: false }]);
    await eventually("a first sample", () => rowsOf("short").length > 0);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const { problem, notes } = await sampler.stop();
    expect(problem).to.equal(null);
    expect(notes).to.deep.equal([`short: process ${pid} has ended; it is sampled until then`]);
  });

  it("does not take a process that nobody has waited for yet for one that needs no memory", async function () {
    if (process.platform !== "linux") skipBecause(this, "it asks Linux' /proc whether the process has ended");
    const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    started.push({ close: () => parent.kill("SIGKILL") });
    const [said] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(said.toString("utf8"));
    const state = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0];
    await eventually("the process has ended", () => state() === "Z");
    const sampler = sample([{ kind: "process", name: "ended", pid, mayEnd: true }]);
    expect(await sampler.stop()).to.deep.equal({ samples: 0, problem: null, notes: [] });
  });

  it("reads a service's own page, and leaves a gap while it does not answer", async () => {
    let status = 200;
    const server = await startScriptedServer((_request, response) => {
      response.writeHead(status).end("process_resident_memory_bytes 1000\ndatabase_connections_active 3\n");
      return true;
    });
    started.push(server);
    const sampler = sample([{ kind: "metrics", name: "api", url: `${server.url}/metrics` }]);
    await eventually("a sample", () => rowsOf("api").length > 0);
    status = 503;
    const before = server.counts.get("GET /metrics") ?? 0;
    await eventually("two looks more", () => (server.counts.get("GET /metrics") ?? 0) >= before + 2);
    const { notes } = await sampler.stop();
    expect(rowsOf("api")[0]).to.include({ source: "metrics", residentBytes: 1000, connections: 3 });
    expect(notes[0]).to.match(/^api: \d+ of \d+ samples are missing: http:\S+ answered 503$/);
  });

  it("says of a page that nobody serves why there is nothing", async () => {
    const server = await startScriptedServer();
    await server.close();
    const sampler = sample([{ kind: "metrics", name: "api", url: `${server.url}/metrics` }]);
    const { samples, notes, problem } = await sampler.stop();
    expect({ samples, problem }).to.deep.equal({ samples: 0, problem: null });
    expect(notes[0]).to.match(/does not answer: connect ECONNREFUSED/);
  });

  it("tells of a full disk at the end, and does not disturb the run", async function () {
    if (process.platform !== "linux") skipBecause(this, "/dev/full, which is always full, is Linux's");
    symlinkSync("/dev/full", temporary("resources.ndjson"));
    const sampler = sample([{ kind: "process", name: "runner", pid: process.pid, mayEnd: false }]);
    const { samples, problem } = await sampler.stop();
    expect(samples).to.equal(0);
    expect(problem).to.match(/resources\.ndjson: ENOSPC.*; later samples are missing$/);
  });

  it("tells of a folder that is not there", async () => {
    const sampler = startResourceSampler({
      runFolder: temporary("nowhere"),
      subjects: [],
      intervalMs: INTERVAL_MS,
      nowMs: Date.now,
      dockerHost: null,
    });
    expect((await sampler.stop()).problem).to.match(/ENOENT/);
  });

  describe("with containers", () => {
    const stats = {
      cpu_stats: { cpu_usage: { total_usage: 5e9 } },
      memory_stats: { usage: 3000, stats: { inactive_file: 1000 } },
      networks: { eth0: { rx_bytes: 10, tx_bytes: 20 }, eth1: { rx_bytes: 1, tx_bytes: 2 } },
      blkio_stats: {
        io_service_bytes_recursive: [
          { op: "read", value: 7 },
          { op: "Write", value: 8 },
        ],
      },
    };
    const listed = [{ Id: "abc", Labels: { "com.docker.compose.service": "api" } }];
    const asked: string[] = [];

    /** As the engine answers; behind a socket, as it is. */
    async function engine(): Promise<string> {
      const server: Server = createServer((request, response) => {
        const url = request.url ?? "";
        asked.push(url);
        if (url.startsWith("/containers/abc/stats?stream=false")) answer(response, 200, stats);
        else if (url.startsWith("/containers/json")) answer(response, 200, listed);
        else answer(response, 404, { message: "No such container" });
      });
      const path = temporary("docker.sock");
      await new Promise<void>((resolve) => server.listen(path, resolve));
      started.push({
        close: () =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      });
      return `unix://${path}`;
    }

    it("tells CPU, memory without the page cache, network and block I/O", async () => {
      const sampler = sample([{ kind: "container", name: "api", container: "abc" }], await engine());
      await eventually("two samples", () => rowsOf("api").length > 1);
      const { notes } = await sampler.stop();
      expect(notes).to.deep.equal([]);
      expect(rowsOf("api")[1]).to.include({
        source: "container",
        cpuCores: 0,
        residentBytes: 2000,
        networkReceivedBytes: 11,
        networkSentBytes: 22,
        blockReadBytes: 7,
        blockWrittenBytes: 8,
        eventLoopLagSeconds: null,
      });
    });

    it("stops with a container that is gone", async () => {
      const sampler = sample([{ kind: "container", name: "old", container: "gone" }], await engine());
      const { notes } = await sampler.stop();
      expect(notes).to.deep.equal(["old: container gone is gone; it is sampled until then"]);
    });

    it("finds the containers of a Compose project by its folder", async () => {
      const docker = dockerEngine(await engine());
      expect(await docker.composeServices("/srv/shop")).to.deep.equal([{ service: "api", id: "abc" }]);
      expect(decodeURIComponent(asked.at(-1) ?? "")).to.contain(
        "com.docker.compose.project.working_dir=/srv/shop",
      );
      await docker.close();
    });

    it("says aloud that there is no engine, or none that can be asked", async () => {
      const container: Subject = { kind: "container", name: "api", container: "abc" };
      const nobody = await sample([container], `unix://${temporary("nobody.sock")}`).stop();
      expect(nobody.notes[0]).to.match(
        /^api: \d+ of \d+ samples are missing: no Docker engine answers at unix:/,
      );
      const remote = await sample([container], "ssh://elsewhere").stop();
      expect(remote.notes).to.deep.equal([
        "api: DOCKER_HOST must begin with unix:// or tcp:// for containers to be reached, got ssh://elsewhere",
      ]);
    });
  });
});
