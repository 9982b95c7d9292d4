/**
 * Requests to one other service over a pool of kept-alive connections. Bytes in, bytes out: what
 * came back is not parsed here. The deadline covers everything, the wait for a free connection
 * too, so that no request hangs however the other side fails. Nothing is sent twice: whether a
 * request that broke was carried out is not known.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Pool, type Dispatcher } from "undici";
import { UpstreamError } from "./upstream-error.ts";

/** An answer larger than this is a fault; the largest page is far below. */
const largestAnswerBytes = 1024 * 1024;

export interface UpstreamRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface UpstreamOptions {
  readonly name: string;
  readonly url: string;
  readonly connections: number;
  readonly deadlineMs: number;
}

export class Upstream {
  readonly name: string;
  readonly #pool: Pool;
  readonly #deadlineMs: number;

  constructor({ name, url, connections, deadlineMs }: UpstreamOptions) {
    this.name = name;
    this.#deadlineMs = deadlineMs;
    const connect = { timeout: deadlineMs };
    this.#pool = new Pool(new URL(url).origin, { connections, connect, maxResponseSize: largestAnswerBytes });
  }

  request({ method, path, headers, body }: UpstreamRequest): Promise<UpstreamAnswer> {
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(this.name, this.#deadlineMs, resolve, reject);
      this.#pool.dispatch({ method, path, headers, body }, exchange);
    });
  }

  /** Only after the last request: what is still open is cut. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** One request under way. undici's lowest interface: its comfortable one makes a stream of every answer. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #upstream: string;
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (error: UpstreamError) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #expired: UpstreamError | null = null;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];

  constructor(
    upstream: string,
    deadlineMs: number,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (error: UpstreamError) => void,
  ) {
    this.#upstream = upstream;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#expire(deadlineMs), deadlineMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection until its caller had gone: not sent any more.
    if (this.#expired !== null) controller.abort(this.#expired);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    clearTimeout(this.#timer);
    this.#reject(new UpstreamError("unreachable", this.#upstream, "the request broke", { cause }));
  }

  #expire(deadlineMs: number): void {
    this.#expired = new UpstreamError("deadline", this.#upstream, `no answer within ${deadlineMs} ms`);
    // Settled first: the abort below comes back as an error of the request.
    this.#reject(this.#expired);
    this.#controller?.abort(this.#expired);
  }
}
