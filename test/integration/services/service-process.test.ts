import { expect } from "chai";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { get, post } from "./support/http.ts";
import { eventually } from "./support/running-service.ts";
import { bundleServices, type ServiceBundles, type ServiceProcess } from "./support/service-process.ts";

describe("a service's process", () => {
  let bundles: ServiceBundles;
  const folder = temporaryFolder();
  const started: ServiceProcess[] = [];
  const servers: Server[] = [];

  before(async () => {
    bundles = await bundleServices(["api", "postgres", "mongo"]);
  });

  after(() => bundles.remove());

  async function start(name: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const service = await bundles.start(name, env);
    started.push(service);
    return service;
  }

  async function listen(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_request, response) => answer(response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    for (const { child, ended } of started.splice(0)) {
      child.kill("SIGKILL");
      await ended;
    }
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it("tells its port when it serves, and ends with 0 on SIGTERM and on SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { address, child, ended } = await start("mongo");
      expect((await get(`${address}/health`)).body).to.deep.equal({ status: "ok", service: "mongo" });
      child.kill(signal);
      expect(await ended).to.include({ code: 0, signal: null });
    }
  });

  it("ends when its parent is gone", async () => {
    const { child, ended } = await start("mongo");
    child.disconnect();
    expect(await ended).to.include({ code: 0, signal: null });
  });

  it("answers what was begun before it ends, accepts nothing new, and does not wait for idle clients", async () => {
    let release: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (begun = resolve));
    const upstream = await listen((response) => {
      release = () => response.writeHead(200).end('{"late":true}');
      begun();
    });
    const { address, child, ended } = await start("api", { POSTGRES_SERVICE_URL: upstream });
    // fetch keeps its connection open when it has its answer.
    const pending = get(`${address}/api/v1/users/1`);
    await arrived;
    child.kill("SIGTERM");
    await eventuallyRefused(address);
    expect(child.exitCode).to.be.null;
    const releasedMs = performance.now();
    release();
    const { status, body } = await pending;
    expect([status, body]).to.deep.equal([200, { late: true }]);
    expect(await ended).to.include({ code: 0, signal: null });
    expect(performance.now() - releasedMs).to.be.below(2_000);
  });

  it("ends within ten seconds although work is in hand that does not end, and hands it to its next start", async () => {
    const DATA_FILE = path.join(folder(), "tasks.db");
    const first = await start("mongo", { DATA_FILE, WORK_DURATION_MS: "600000" });
    await eventually("the store is read", async () => (await get(`${first.address}/ready`)).status === 200);
    const { body } = await post(`${first.address}/tasks`, { title: "in hand" });
    const startedMs = performance.now();
    first.child.kill("SIGTERM");
    expect(await first.ended).to.include({ code: 0, signal: null });
    expect(performance.now() - startedMs).to.be.below(10_000);
    const second = await start("mongo", { DATA_FILE });
    const status = async () => (await get(`${second.address}/tasks/${body.id}`)).body.status as string;
    await eventually("it is worked off", async () => (await status()) === "done");
  });

  it("finishes the work in hand before it ends", async () => {
    const DATA_FILE = path.join(folder(), "tasks.db");
    const first = await start("mongo", { DATA_FILE, WORK_DURATION_MS: "500" });
    await eventually("the store is read", async () => (await get(`${first.address}/ready`)).status === 200);
    const { body } = await post(`${first.address}/tasks`, { title: "in hand" });
    first.child.kill("SIGTERM");
    expect(await first.ended).to.include({ code: 0, signal: null });
    const second = await start("mongo", { DATA_FILE, WORK_DURATION_MS: "600000" });
    await eventually("the store is read", async () => (await get(`${second.address}/ready`)).status === 200);
    expect((await get(`${second.address}/tasks/${body.id}`)).body.status).to.equal("done");
  });

  it("ends with 2 and one message with every problem when its environment does not fit", async () => {
    const { ended } = await start("postgres", { PORT: "x", POOL_MAX: "0", POSTGRES_URL: "hunter2" });
    const { code, output } = await ended;
    expect(code).to.equal(2);
    expect(output).to.contain("service postgres: the environment does not fit:");
    for (const name of ["PORT", "POOL_MAX", "POSTGRES_URL"]) expect(output).to.contain(`\n  ${name}: `);
    expect(output).not.to.contain("hunter2").and.not.to.contain("    at ");
  });

  it("ends with 1 when its port is taken, unless another one will do", async () => {
    const taken = new URL(await listen((response) => response.end())).port;
    const refused = await (await start("mongo", { PORT: taken })).ended;
    expect(refused.code).to.equal(1);
    expect(refused.output).to.contain("EADDRINUSE");
    const elsewhere = await start("mongo", { PORT: taken, PORT_IF_BUSY: "another" });
    expect(new URL(elsewhere.address).port).not.to.equal(taken);
    expect((await get(`${elsewhere.address}/health`)).status).to.equal(200);
  });

  it("logs requests as JSON with id and trace, and neither query nor credentials", async () => {
    const { address, child, ended } = await start("mongo");
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const headers = { "x-request-id": "run-1:7", traceparent, authorization: "Bearer hunter2" };
    await get(`${address}/health?token=hunter2`, headers);
    child.kill("SIGTERM");
    const { output } = await ended;
    const lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const line = lines.find(({ msg }) => msg === "request");
    expect(line).to.include({ requestId: "run-1:7", traceparent, endpoint: "/health", status: 200 });
    expect(output).not.to.contain("hunter2");
  });

  it("logs nothing of a good request at the level warn", async () => {
    const { address, child, ended } = await start("mongo", { LOG_LEVEL: "warn" });
    await get(`${address}/health`);
    child.kill("SIGTERM");
    expect((await ended).output).to.equal("");
  });
});

/** Until the signal has arrived, new connections are still welcome. */
async function eventuallyRefused(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/livez`).catch(() => null);
    if (answer === null) return;
    await answer.text();
  }
}
