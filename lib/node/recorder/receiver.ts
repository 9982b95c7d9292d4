/**
 * Receives k6's pushes on loopback, on a free port. Each must carry a token that only k6 was given, so
 * that nobody else on this machine can feed a run. Says nothing of what is in them.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { carriesToken, closeAtOnce, listenOnLoopback } from "../process/loopback-server.ts";
import { MOST_BYTES } from "./decode-push.ts";

export interface Receiver {
  /** Where k6 pushes to. */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** What came whole; without the token. */
export interface Push {
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

const PATH = "/api/v1/write";
const statuses = { done: 204, notReadable: 400, notAllowed: 401, unknown: 404, tooLarge: 413 } as const;

/** @param take whether the push could be read; it is answered accordingly */
export async function startReceiver(take: (push: Push) => boolean): Promise<Receiver> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer((request, response) => {
    void answer(request, token, take).then(
      (status) => respond(response, status),
      () => response.destroy(), // the push was cut short: k6 has gone, or gave up on it
    );
  });
  const address = await listenOnLoopback(server);
  return {
    url: `${address}${PATH}`,
    token,
    close: () => closeAtOnce(server),
  };
}

async function answer(
  request: IncomingMessage,
  token: string,
  take: (push: Push) => boolean,
): Promise<number> {
  const { authorization, ...headers } = request.headers;
  if (!carriesToken(authorization, token)) return statuses.notAllowed;
  if (request.method !== "POST" || request.url !== PATH) return statuses.unknown;
  const body = await bodyOf(request);
  if (body === null) return statuses.tooLarge;
  return take({ body, headers }) ? statuses.done : statuses.notReadable;
}

/** Null where it is too large. @throws Error where it was cut short */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** What was not read of a refused body would keep the connection waiting. */
function respond(response: ServerResponse, status: number): void {
  if (status !== statuses.done) response.setHeader("connection", "close");
  response.writeHead(status).end();
}
