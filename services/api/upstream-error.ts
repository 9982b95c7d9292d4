/** What can go wrong on the way to another service, and what the caller is told about it. */
import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "../shared/problem.ts";

export type UpstreamErrorCode =
  /** No connection, or it broke before the answer was complete. */
  | "unreachable"
  /** The deadline passed. */
  | "deadline"
  /** It said that it cannot serve just now. */
  | "unavailable"
  /** It answered what the contract does not know. */
  | "unexpected";

export class UpstreamError extends Error {
  readonly code: UpstreamErrorCode;
  readonly upstream: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: UpstreamErrorCode,
    upstream: string,
    what: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(`service ${upstream}: ${what}`, { cause: options.cause });
    this.name = "UpstreamError";
    this.code = code;
    this.upstream = upstream;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

const answers: Readonly<Record<UpstreamErrorCode, { readonly status: number; readonly detail: string }>> = {
  unreachable: { status: 502, detail: "a service behind this one cannot be reached" },
  deadline: { status: 504, detail: "a service behind this one did not answer in time" },
  unavailable: { status: 503, detail: "a service behind this one cannot serve just now" },
  unexpected: { status: 502, detail: "a service behind this one failed" },
};

export function problemFromUpstreamError(error: unknown): Problem | null {
  if (!(error instanceof UpstreamError)) return null;
  const { retryAfterSeconds } = error;
  return new Problem({ ...answers[error.code], code: `upstream-${error.code}`, retryAfterSeconds }, error);
}

/** What an answer means that is none of those that the contract has for the request. */
export function errorFromAnswer(
  upstream: string,
  { status, headers }: { readonly status: number; readonly headers: IncomingHttpHeaders },
): UpstreamError {
  const what = `answered ${status}`;
  if (status === 503) {
    const seconds = Number(headers["retry-after"]);
    const retryAfterSeconds = Number.isInteger(seconds) && seconds > 0 ? seconds : 1;
    return new UpstreamError("unavailable", upstream, what, { retryAfterSeconds });
  }
  return new UpstreamError(status === 504 ? "deadline" : "unexpected", upstream, what);
}
