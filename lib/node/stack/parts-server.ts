/**
 * Lets the fault controller, which is another process, start parts of this system again: an HTTP server
 * on loopback, in the runner. Each request must carry a token that only the controller was given. When
 * the runner is gone, so are this server and, by their lifelines, the parts.
 *
 * `GET /parts/<name>`, `POST /parts/<name>/expect-end`, `POST /parts/<name>/start`: each answers how the
 * part stands then, as `PartAnswer`; what could not be done is status 500 with a reason.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { carriesToken, closeAtOnce, listenOnLoopback } from "../process/loopback-server.ts";
import type { RestartablePart } from "./restartable-part.ts";

export interface PartsServer {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

export async function startPartsServer(parts: readonly RestartablePart[]): Promise<PartsServer> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer((request, response) => {
    void answer(request, token, parts).then(
      (given) => respond(response, given),
      (error: unknown) => respond(response, { status: 500, body: { reason: (error as Error).message } }),
    );
  });
  const address = await listenOnLoopback(server);
  return {
    url: address,
    token,
    close: () => closeAtOnce(server),
  };
}

async function answer(
  request: IncomingMessage,
  token: string,
  parts: readonly RestartablePart[],
): Promise<Answer> {
  if (!carriesToken(request.headers.authorization, token)) {
    return { status: 401, body: { reason: "a token is needed" } };
  }
  const [, collection, name, action, ...rest] = (request.url ?? "").split("/");
  const part = collection === "parts" ? parts.find((one) => one.name === name) : undefined;
  const doing = `${request.method ?? ""} ${action ?? ""}`.trim();
  const act = part === undefined || rest.length > 0 ? undefined : actions[doing];
  if (part === undefined || act === undefined)
    return { status: 404, body: { reason: "there is no such thing" } };
  await act(part);
  const { process } = part.state();
  const body = {
    running: process !== null,
    pid: process?.pid ?? null,
    startTime: process?.startTime ?? null,
  };
  return { status: 200, body };
}

const actions: Readonly<Record<string, (part: RestartablePart) => Promise<void> | void>> = {
  GET: () => undefined,
  "POST expect-end": (part) => part.expectEnd(),
  "POST start": (part) => part.start(),
};

function respond(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
