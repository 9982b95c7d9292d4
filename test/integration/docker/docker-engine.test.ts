/** What is asked of Docker's engine over its socket, and what its answers become. */
import { expect } from "chai";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { dockerEngine, type DockerEngine } from "../../../lib/node/docker/docker-engine.ts";
import { EngineRefusal, NoSuchContainer } from "../../../lib/node/docker/engine-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const inspected = {
  Id: "abc",
  Name: "/shop-api-1",
  State: {
    ...{ Running: true, Paused: false, Restarting: false, Health: { Status: "healthy" }, Pid: 1 },
    StartedAt: "2026-01-01T00:00:00Z",
  },
  Config: { Labels: { "tidemark.chaos": "allow" }, Env: ["PORT=8000"] },
  HostConfig: { NanoCpus: 1e9, Memory: 512, MemorySwap: 1024, CpuShares: 0 },
};

describe("dockerEngine", () => {
  const temporary = temporaryFolder();
  let server: Server;
  let engine: DockerEngine;
  let asked: string[];
  let answer: { readonly status: number; readonly body?: unknown };

  beforeEach("listen on a socket", async () => {
    asked = [];
    answer = { status: 204 };
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        asked.push([request.method, request.url, body].filter((part) => part !== "").join(" "));
        response.writeHead(answer.status).end(answer.body === undefined ? "" : JSON.stringify(answer.body));
      });
    });
    const path = temporary("docker.sock");
    await new Promise<void>((resolve) => server.listen(path, resolve));
    engine = dockerEngine(`unix://${path}`);
  });

  afterEach("close", async () => {
    await engine.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("kills, starts, pauses and lets go on", async () => {
    await engine.kill("abc");
    await engine.start("abc");
    await engine.pause("abc");
    await engine.unpause("abc");
    expect(asked).to.deep.equal([
      "POST /containers/abc/kill?signal=KILL",
      "POST /containers/abc/start",
      "POST /containers/abc/pause",
      "POST /containers/abc/unpause",
    ]);
  });

  it("changes limits by Docker's names for them", async () => {
    answer = { status: 200, body: { Warnings: null } };
    await engine.limit("abc", { NanoCpus: 2e8, Memory: 256, MemorySwap: -1 });
    expect(asked).to.deep.equal([
      'POST /containers/abc/update {"NanoCpus":200000000,"Memory":256,"MemorySwap":-1}',
    ]);
  });

  it("takes it as done when there was nothing to do", async () => {
    answer = { status: 304 };
    await engine.start("abc");
    expect(asked.length).to.equal(1);
  });

  it("tells state, limits, labels and environment of a container", async () => {
    answer = { status: 200, body: inspected };
    const { State, HostConfig, Config } = await engine.inspect("abc");
    expect(asked).to.deep.equal(["GET /containers/abc/json"]);
    expect(State.Health?.Status).to.equal("healthy");
    expect(HostConfig).to.deep.equal({ NanoCpus: 1e9, Memory: 512, MemorySwap: 1024 });
    expect(Config.Labels).to.deep.equal({ "tidemark.chaos": "allow" });
  });

  it("lists the containers of a Compose project whatever their state", async () => {
    answer = { status: 200, body: [{ Id: "abc", Labels: {} }] };
    expect(await engine.composeContainers("/srv/shop")).to.deep.equal(["abc"]);
    expect(decodeURIComponent(asked[0] ?? "")).to.equal(
      'GET /containers/json?all=true&filters={"label":["com.docker.compose.project.working_dir=/srv/shop"]}',
    );
  });

  it("tells a container that is gone from a refusal, and says the engine's reason", async () => {
    answer = { status: 404, body: { message: "No such container: abc" } };
    const gone = await engine.kill("abc").catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(NoSuchContainer);
    answer = { status: 409, body: { message: "container abc is already paused\n" } };
    const refused = await engine.pause("abc").catch((error: unknown) => error);
    expect(refused)
      .to.be.instanceOf(EngineRefusal)
      .with.property(
        "message",
        "the Docker engine answered 409 (POST /containers/abc/pause): container abc is already paused",
      );
  });

  it("says aloud where no engine answers", async () => {
    const nobody = dockerEngine(`unix://${temporary("nobody.sock")}`);
    const said = await nobody.start("abc").then(String, String);
    expect(said).to.match(/^Error: no Docker engine answers at unix:.*nobody\.sock/);
    await nobody.close();
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
