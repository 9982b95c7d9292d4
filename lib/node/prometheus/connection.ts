/**
 * HTTP with one Prometheus: credentials on every request, a limit of time and size for every answer,
 * and no redirect followed, for it could lead the credentials elsewhere. Any status comes back as it is.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Agent, errors } from "undici";
import { accessHeaders } from "../../core/system/access-headers.ts";
import { withoutCredentials } from "../../core/system/base-address.ts";
import type { PrometheusAddress } from "./address.ts";
import { ownWords } from "./own-words.ts";
import { PrometheusError } from "./prometheus-error.ts";

export interface Question {
  readonly method: "GET" | "POST";
  /** From the address on: `/api/v1/query`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly timeoutMs: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Connection {
  readonly url: string;
  /** @throws PrometheusError unreachable, timedOut, redirected, tooLarge */
  ask(question: Question): Promise<Answer>;
  /** What the server said in such a body, to be shown: without our credentials. */
  words(body: string): string;
  /** At once: whatever is under way breaks. */
  close(): Promise<void>;
}

const MOST_BYTES = 64 * 1024 * 1024;

export function openConnection({ url, auth, authorities }: PrometheusAddress): Connection {
  const agent = new Agent({
    connect: authorities === null ? {} : { ca: authorities },
    maxResponseSize: MOST_BYTES,
  });
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, "");
  const proof = accessHeaders({ headers: {}, auth }, null, base64);
  return {
    url,
    ask: async ({ path, headers, timeoutMs, ...rest }) => {
      try {
        const response = await agent.request({
          ...rest,
          origin,
          path: prefix + path,
          headers: { "user-agent": "tidemark", ...headers, ...proof },
          signal: AbortSignal.timeout(timeoutMs),
        });
        const { statusCode: status, headers: received } = response;
        const body = await response.body.text();
        if (status >= 300 && status < 400) {
          throw PrometheusError.redirected(url, status, placeOf(received["location"]));
        }
        return { status, headers: received, body };
      } catch (error) {
        throw error instanceof PrometheusError ? error : explained(url, timeoutMs, error);
      }
    },
    words: (body) => ownWords(body, auth),
    close: () => agent.destroy(),
  };
}

function explained(url: string, timeoutMs: number, error: unknown): PrometheusError {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return PrometheusError.timedOut(url, timeoutMs, error);
  }
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return PrometheusError.tooLarge(url, MOST_BYTES, error);
  }
  return PrometheusError.unreachable(url, reasonOf(error), error);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "a connection that was reset",
  ENOTFOUND: "a name that nobody knows",
  UND_ERR_SOCKET: "a connection that was closed before the answer was whole",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : (reasons[code] ?? code)) ?? error.message;
}

/** Without what a login page's address carries in its query. */
function placeOf(location: string | readonly string[] | undefined): string {
  const text = typeof location === "string" ? location : (location?.[0] ?? "nowhere");
  return withoutCredentials(text).replace(/[?#].*$/, "");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
