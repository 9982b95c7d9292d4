/**
 * A system under test that does what a test says: every service of the project on one loopback
 * address, answering as the real ones would unless a test wants otherwise. Counts what it gets.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

/** Return true when the answer is taken care of; anything else gets the ordinary one. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ScriptedServer {
  readonly url: string;
  /** Requests by method and path, health checks included. */
  readonly counts: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** @param tls makes it a server of HTTPS */
export async function startScriptedServer(
  behaviour: Behaviour = () => false,
  tls: ServerOptions | null = null,
): Promise<ScriptedServer> {
  const counts = new Map<string, number>();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const key = `${request.method ?? "GET"} ${path}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!behaviour(request, response)) answerAsUsual(request, response, path);
  };
  const server = tls === null ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http${tls === null ? "" : "s"}://127.0.0.1:${port}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON; a test's behaviour can call it too. */
export function answer(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  return true;
}

const user = (id: number) => ({
  id,
  username: `user${id}`,
  email: `user${id}@example.com`,
  createdAt: new Date(0).toISOString(),
});

const task = (id: string) => ({
  id,
  title: `task ${id}`,
  userId: 1,
  status: "done",
  createdAt: new Date(0).toISOString(),
  settledAt: new Date(0).toISOString(),
});

const taskId = (number: number) => number.toString(16).padStart(24, "0");

function answerAsUsual(request: IncomingMessage, response: ServerResponse, path: string): void {
  if (request.method === "DELETE") response.writeHead(204).end();
  else if (path === "/api/v1/users" && request.method === "POST") echo(request, response, user(1));
  else if (path === "/api/v1/users" || path === "/users") {
    const users = Array.from({ length: 20 }, (_, index) => user(index + 1));
    answer(response, 200, { users, page: 1, pageSize: 20, total: 10_000 });
  } else if (path.startsWith("/api/v1/users/")) answer(response, 200, user(Number(path.split("/").at(-1))));
  else if (path === "/api/v1/tasks" && request.method === "POST") {
    echo(request, response, { ...task(taskId(1)), status: "pending", settledAt: null });
  } else if (path === "/api/v1/tasks" || path === "/tasks") {
    const tasks = Array.from({ length: 20 }, (_, index) => task(taskId(index + 1)));
    answer(response, 200, { tasks, page: 1, pageSize: 20, total: 1_000 });
  } else if (path.startsWith("/api/v1/tasks/")) answer(response, 200, task(path.split("/").at(-1) ?? ""));
  else answer(response, 200, { status: "ok" });
}

function echo(request: IncomingMessage, response: ServerResponse, created: object): void {
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  request.on("end", () => answer(response, 201, { ...created, ...(JSON.parse(text) as object) }));
}
