/** Effects on what is there no more, and on a stranger in its place: clean only where that was seen. */
import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import { partKilled } from "../../../../lib/node/chaos/effectors/part-killed.ts";
import { proxyDisabled } from "../../../../lib/node/chaos/effectors/proxy-disabled.ts";
import { toxic } from "../../../../lib/node/chaos/effectors/toxic.ts";
import { observeProcess } from "../../../../lib/node/process/process-identity.ts";

type Of<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

const aToxic = (apiUrl: string): Of<"toxic"> => ({
  ...{ kind: "toxic", apiUrl, proxy: "api" },
  toxic: { name: "ours", type: "latency", stream: "downstream", attributes: { latency: 1, jitter: 0 } },
});
const aClosedProxy = (apiUrl: string): Of<"proxyDisabled"> => ({
  kind: "proxyDisabled",
  apiUrl,
  proxy: "api",
  mark: "ours",
});

describe("effects whose target is gone", () => {
  let servers: Server[] = [];
  let processes: ChildProcess[] = [];

  afterEach(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    for (const child of processes) child.kill("SIGKILL");
    [servers, processes] = [[], []];
  });

  async function listening(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function nobody(): Promise<string> {
    const url = await listening(() => undefined);
    servers.pop()?.close();
    return url;
  }

  it("are clean with Toxiproxy, cannot be applied, and their undo does nothing", async () => {
    const apiUrl = await nobody();
    for (const [effector, effect] of [
      [toxic(), aToxic(apiUrl)],
      [proxyDisabled(), aClosedProxy(apiUrl)],
    ] as const) {
      await effector.undo(effect as never);
      const { presence, text } = await effector.readBack(effect as never);
      expect(presence).to.equal("clean");
      expect(text).to.include(`nothing listens on ${apiUrl}`);
      const failure = (await effector.apply(effect as never).catch((error: unknown) => error)) as Error;
      expect(failure.message).to.include("Toxiproxy has ended");
    }
  });

  const strangers: Readonly<Record<string, RequestListener>> = {
    "answers something else": (_request, response) => void response.end('{"api": {"enabled": "perhaps"}}'),
    "answers with an error": (_request, response) => void response.writeHead(500).end(),
    "hangs up": (request) => void request.socket.destroy(),
    "never answers": () => undefined,
  };
  for (const [what, answer] of Object.entries(strangers)) {
    it(`are unknown, and not undone, where what is there ${what}`, async function () {
      this.timeout(30_000);
      const apiUrl = await listening(answer);
      const [readToxic, readProxy, undone] = await Promise.all([
        toxic().readBack(aToxic(apiUrl)),
        proxyDisabled().readBack(aClosedProxy(apiUrl)),
        toxic()
          .undo(aToxic(apiUrl))
          .catch((error: unknown) => (error as Error).message),
      ]);
      expect([readToxic.presence, readProxy.presence]).to.deep.equal(["unknown", "unknown"]);
      expect(undone).to.include(`Toxiproxy (${apiUrl})`);
    });
  }

  it("are clean on a proxy that is there no more", async () => {
    const apiUrl = await listening((_request, response) => void response.end("{}"));
    await toxic().undo(aToxic(apiUrl));
    await proxyDisabled().undo(aClosedProxy(apiUrl));
    expect((await toxic().readBack(aToxic(apiUrl))).presence).to.equal("clean");
    expect((await proxyDisabled().readBack(aClosedProxy(apiUrl))).presence).to.equal("clean");
    const failure = (await toxic()
      .apply(aToxic(apiUrl))
      .catch((error: unknown) => error)) as Error;
    expect(failure.message).to.equal("Toxiproxy has no proxy api");
  });

  async function running(): Promise<{ child: ChildProcess; effect: (partsUrl: string) => Of<"partKilled"> }> {
    const child = spawn("sleep", ["60"], { detached: true });
    processes.push(child);
    await once(child, "spawn");
    const { pid = 0 } = child;
    const startTime = observeProcess(pid)?.startTime ?? "";
    const reference = { name: "api", pid, startTime };
    return {
      child,
      effect: (partsUrl) => ({ kind: "partKilled", part: "api", process: reference, partsUrl }),
    };
  }

  it("are clean with the runner once the part is gone, and unknown until then", async () => {
    const { child, effect } = await running();
    const killed = effect(await nobody());
    await partKilled({}).undo(killed);
    const before = await partKilled({}).readBack(killed);
    expect(before.presence).to.equal("unknown");
    const failure = (await partKilled({})
      .apply(killed)
      .catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("the runner of the system has ended");
    expect(child.exitCode ?? child.signalCode, "it was not killed").to.equal(null);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect((await partKilled({}).readBack(killed)).presence).to.equal("clean");
  });

  it("are present where the runner names a process that does not run", async () => {
    const { effect } = await running();
    const told = { running: true, pid: process.pid, startTime: "of another" };
    const partsUrl = await listening((_request, response) => void response.end(JSON.stringify(told)));
    expect((await partKilled({}).readBack(effect(partsUrl))).presence).to.equal("present");
  });

  it("are unknown where a stranger took the runner's port", async () => {
    const { effect } = await running();
    const killed = effect(await listening((_request, response) => void response.end("hello")));
    expect((await partKilled({}).readBack(killed)).presence).to.equal("unknown");
    const failure = (await partKilled({})
      .undo(killed)
      .catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include("the runner of the system must answer");
  });
});
