/** A scripted Docker engine behind the API that the command line asks, for tests that run the whole command. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EngineRefusal, NoSuchContainer } from "../../lib/node/docker/engine-client.ts";
import type { EngineLimits } from "../../lib/node/docker/docker-engine.ts";
import { type ScriptedContainer, scriptedEngine, type ScriptedEngine } from "./scripted-engine.ts";

export interface EngineServer {
  /** For `DOCKER_HOST`. */
  readonly dockerHost: string;
  readonly scripted: ScriptedEngine;
  close(): Promise<void>;
}

export async function startEngineServer(...containers: readonly ScriptedContainer[]): Promise<EngineServer> {
  const scripted = scriptedEngine(...containers);
  const server = createServer((request, response) => {
    void answered(scripted, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    dockerHost: `tcp://127.0.0.1:${port}`,
    scripted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answered(
  scripted: ScriptedEngine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://engine");
  const [, , first = "", call = ""] = pathname.split("/");
  const id = call === "" ? "" : first;
  try {
    const body = await done(scripted, id, call, request);
    if (body === undefined) response.writeHead(204).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  } catch (error) {
    const { message } = error as Error;
    response.writeHead(statusOf(error)).end(JSON.stringify({ message }));
  }
}

/** @returns the body; undefined without one */
async function done(
  { engine }: ScriptedEngine,
  id: string,
  call: string,
  request: IncomingMessage,
): Promise<unknown> {
  switch (call) {
    case "":
      return (await engine.composeServices("")).map(({ service, id: Id }) => {
        return { Id, Labels: { "com.docker.compose.service": service } };
      });
    case "json":
      return engine.inspect(id);
    case "stats":
      return engine.stats(id);
    case "kill":
    case "start":
    case "pause":
    case "unpause":
      return engine[call](id);
    case "update":
      return engine.limit(id, JSON.parse(await bodyOf(request)) as EngineLimits);
    default:
      throw new Error(`a test's engine knows no ${call}`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function statusOf(error: unknown): number {
  if (error instanceof NoSuchContainer) return 404;
  return error instanceof EngineRefusal ? 409 : 500;
}
