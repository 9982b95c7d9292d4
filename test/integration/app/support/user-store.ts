/** A service that lists users by pages and deletes them, and keeps what it was asked with the time. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface UserStore {
  readonly url: string;
  readonly names: ReadonlyMap<number, string>;
  readonly asked: {
    readonly what: string;
    readonly atMs: number;
    readonly headers: IncomingMessage["headers"];
  }[];
  close(): Promise<void>;
}

/** @param status of an answer in place of the usual one; null for the usual */
export async function startUserStore(
  usernames: readonly string[],
  status: (what: string) => number | null = () => null,
): Promise<UserStore> {
  const names = new Map(usernames.map((name, index) => [index + 1, name]));
  const asked: { what: string; atMs: number; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((request, response) => {
    const what = `${request.method ?? ""} ${request.url ?? ""}`;
    asked.push({ what, atMs: performance.now(), headers: request.headers });
    const other = status(what);
    if (other !== null) response.writeHead(other).end("{}");
    else if (request.method === "DELETE") remove(request, response);
    else list(request, response);
  });
  const remove = ({ url = "" }: IncomingMessage, response: ServerResponse) => {
    const isThere = names.delete(Number(url.split("/").at(-1)));
    response.writeHead(isThere ? 204 : 404).end();
  };
  const list = ({ url = "" }: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(url, "http://store");
    const page = Number(searchParams.get("page"));
    const users = [...names].map(([id, username]) => ({ id, username }));
    const shown = pathname.endsWith("/users")
      ? { users: users.slice((page - 1) * 3, page * 3) }
      : { tasks: [] };
    response.writeHead(200).end(JSON.stringify(shown));
  };
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    names,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
