/** The controller's HTTP server: on loopback alone, for whoever has the token. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { carriesToken, listenOnLoopback } from "../../process/loopback-server.ts";
import { ChaosError, reasonOf } from "../chaos-error.ts";
import type { ApiProblem, RequestName, Requests } from "./protocol.ts";

export type Handlers = {
  readonly [N in RequestName]: (body: unknown) => Promise<Requests[N]["answer"]>;
};

export interface Api {
  readonly url: string;
  /** Answers that are under way are given first. */
  close(): Promise<void>;
}

/** A fault with thousands of effects stays far below. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** For the end of a body that is not taken. */
const LARGEST_WAIT_MS = 1_000;

/** An answer is written at once where its reader reads. */
const LAST_ANSWERS_MS = 1_000;

export async function startApi(token: string, handlers: Handlers): Promise<Api> {
  const server = createServer((request, response) => void serve(request, response, token, handlers));
  return { url: await listenOnLoopback(server), close: () => closeServer(server) };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  handlers: Handlers,
): Promise<void> {
  // A director that goes away while it is answered is told of by its lifeline.
  response.on("error", () => undefined);
  const { status, body } = await answer(request, token, handlers);
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
}

async function answer(
  request: IncomingMessage,
  token: string,
  handlers: Handlers,
): Promise<{ status: number; body: unknown }> {
  if (!carriesToken(request.headers.authorization, token)) return problem(401, "unauthorized", "wrong token");
  const name = (request.url ?? "").slice(1);
  if (request.method !== "POST" || !Object.hasOwn(handlers, name)) {
    return problem(404, "notFound", `no ${request.method} ${request.url}`);
  }
  if (Number(request.headers["content-length"] ?? Number.NaN) <= LARGEST_BODY_BYTES) {
    try {
      return { status: 200, body: await handlers[name as RequestName](JSON.parse(await text(request))) };
    } catch (error) {
      return problem(500, error instanceof ChaosError ? error.code : "internal", reasonOf(error));
    }
  }
  await readForNothing(request);
  return problem(413, "tooLarge", `a body of at most ${LARGEST_BODY_BYTES} bytes must state its length`);
}

/** Whoever is still writing when the connection is closed sees a broken pipe, and not the answer. */
async function readForNothing(request: IncomingMessage): Promise<void> {
  request.resume();
  const impatience = delay(LARGEST_WAIT_MS, undefined, { ref: false });
  await Promise.race([once(request, "end"), impatience]).catch(() => undefined);
}

function problem(status: number, code: string, message: string): { status: number; body: ApiProblem } {
  return { status, body: { code, message } };
}

/** A client that never ends its request must not keep the controller. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const impatience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(impatience);
}
