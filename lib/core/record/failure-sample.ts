/** One failing response, for a person to look at: a row of `failures.ndjson`. A bounded sample, never a count. */

export interface FailureSample {
  readonly schema: 1;
  /** When the answer came, or was given up. */
  readonly atMs: number;
  readonly endpoint: string;
  readonly phase: string;
  /** 0 for no answer. */
  readonly status: number;
  /** k6's error, or what was wrong with the answer; empty for an unexpected status alone. */
  readonly error: string;
  readonly tookMs: number;
  /** 32 hexadecimal digits of the request's `traceparent`: what the servers' logs are searched for. */
  readonly traceId: string;
  /** The first characters of the body with secrets redacted; null where it was not read. */
  readonly body: string | null;
}
