/**
 * One request of a test's own client, and all there is to say about its answer. It has a deadline
 * beyond everything that the services promise, so that what hangs is seen as having hung.
 */
import { Agent, request } from "undici";

export const endpoints = [
  "users_create",
  "tasks_create",
  "users_get",
  "tasks_get",
  "users_list",
  "tasks_list",
] as const;
export type Endpoint = (typeof endpoints)[number];

export interface Sent {
  readonly endpoint: Endpoint;
  /** Of `performance.now()`. */
  readonly atMs: number;
  readonly tookMs: number;
  /** Null: no answer, and `failure` says why. */
  readonly status: number | null;
  readonly failure: string;
  /** Without a number: no such header. */
  readonly retryAfterSeconds: number;
  readonly contentType: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks at whatever came
  readonly body: any;
}

export interface Wanted {
  readonly endpoint: Endpoint;
  readonly url: string;
  /** Sent as JSON by POST; null: GET. */
  readonly body: object | null;
}

const hungMs = 10_000;

export interface Client {
  send(wanted: Wanted): Promise<Sent>;
  close(): Promise<void>;
}

export function createClient(): Client {
  const dispatcher = new Agent({ connections: null });
  return {
    send: (wanted) => send(dispatcher, wanted),
    close: () => dispatcher.destroy(),
  };
}

async function send(dispatcher: Agent, { endpoint, url, body }: Wanted): Promise<Sent> {
  const atMs = performance.now();
  const answer = { status: null, failure: "", retryAfterSeconds: Number.NaN, contentType: "", body: null };
  try {
    const response = await request(url, {
      dispatcher,
      signal: AbortSignal.timeout(hungMs),
      ...(body !== null && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.body.text();
    return {
      endpoint,
      atMs,
      tookMs: performance.now() - atMs,
      status: response.statusCode,
      failure: "",
      retryAfterSeconds: Number(response.headers["retry-after"]),
      contentType: String(response.headers["content-type"]),
      body: JSON.parse(text) as unknown,
    };
  } catch (error) {
    const { code, name } = error as { code?: unknown; name: string };
    return {
      ...answer,
      endpoint,
      atMs,
      tookMs: performance.now() - atMs,
      failure: typeof code === "string" ? code : name,
    };
  }
}
