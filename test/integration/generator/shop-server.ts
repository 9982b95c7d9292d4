/** The shop's server: answers as a test says, and counts what reached it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ShopServer {
  readonly url: string;
  readonly requests: IncomingMessage[];
  /** Bodies of what was posted, in the order of arrival. */
  readonly posted: string[];
  close(): Promise<void>;
}

/** @param number of the request, from 1 */
export type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void;

export async function startShop(answer: Answer): Promise<ShopServer> {
  const requests: IncomingMessage[] = [];
  const posted: string[] = [];
  const server = createServer((request, response) => {
    const number = requests.push(request);
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      if (request.method === "POST") posted.push(body);
      answer(request, response, number);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    posted,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
