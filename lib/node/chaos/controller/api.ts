/** The controller's HTTP server: on loopback alone, for whoever has the token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
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

/** An answer is written at once where its reader reads. */
const LAST_ANSWERS_MS = 1_000;

export async function startApi(token: string, handlers: Handlers): Promise<Api> {
  const server = createServer((request, response) => void serve(request, response, token, handlers));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
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
  if (!isAuthorized(request.headers.authorization, token)) return problem(401, "unauthorized", "wrong token");
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
  return problem(413, "tooLarge", `a body of at most ${LARGEST_BODY_BYTES} bytes must state its length`);
}

function problem(status: number, code: string, message: string): { status: number; body: ApiProblem } {
  return { status, body: { code, message } };
}

/** Hashed first, so that neither content nor length show in the time that it takes. */
function isAuthorized(header: string | undefined, token: string): boolean {
  const hash = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(header ?? ""), hash(`Bearer ${token}`));
}

/** A client that never ends its request must not keep the controller. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const impatience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(impatience);
}
