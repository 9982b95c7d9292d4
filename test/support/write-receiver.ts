/**
 * A remote write endpoint that does what a test says: it keeps every push that it takes, in order. It can
 * go away and come back at the same address.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedPush {
  readonly body: Buffer;
  readonly headers: IncomingMessage["headers"];
  readonly url: string;
  readonly atMs: number;
}

/** What it answers to an attempt; null hangs. Attempts count from 0, over restarts too. */
export type WriteAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};
export type Script = (attempt: number) => WriteAnswer | null;

export interface WriteReceiver {
  readonly url: string;
  /** Those that it answered with 2xx. */
  readonly taken: readonly ReceivedPush[];
  readonly attempts: readonly ReceivedPush[];
  /** Attempts that were under way together, at most. */
  readonly mostAtOnce: () => number;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export async function startWriteReceiver(script: Script = () => ({ status: 204 })): Promise<WriteReceiver> {
  const taken: ReceivedPush[] = [];
  const attempts: ReceivedPush[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    response.on("close", () => atOnce--);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers, url = "" } = request;
      const push = { body: Buffer.concat(chunks), headers, url, atMs: performance.now() };
      const answer = script(attempts.push(push) - 1);
      if (answer === null) return;
      if (answer.status < 300) taken.push(push);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  };
  let server = await listening(listener, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    attempts,
    mostAtOnce: () => mostAtOnce,
    stop: () => closed(server),
    restart: async () => {
      server = await listening(listener, port);
    },
  };
}

async function listening(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
