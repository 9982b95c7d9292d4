/**
 * A listener for scrapes alone, apart from the public port: what it tells is for operators, and a
 * busy service must not be harder to look at. Serves the given pages, each made when it is asked for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";

/** By path. */
export type Pages = Readonly<Record<string, () => Promise<string>>>;

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly ifBusy: "fail" | "another";
  readonly pages: Pages;
  readonly contentType: string;
  readonly logger: Logger;
}

const requestTimeoutMs = 5_000;

export async function startMetricsListener(options: ListenerOptions): Promise<MetricsListener> {
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.logger.error({ err: error }, "metrics could not be told");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, options.host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  await listen(options.port).catch((error: unknown) => {
    const busy = (error as { code?: unknown }).code === "EADDRINUSE";
    if (!busy || options.ifBusy === "fail") throw error;
    return listen(0);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { pages, contentType }: ListenerOptions,
): Promise<void> {
  const path = request.url?.split("?")[0] ?? "";
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end(`metrics are at ${Object.keys(pages).join(", ")}\n`);
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" });
    response.end();
    return;
  }
  const text = await page();
  response.writeHead(200, { "content-type": contentType });
  response.end(text);
}
