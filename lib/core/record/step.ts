/**
 * What happened in each second of a run, as the recorder writes it to `steps.ndjson`: one row for
 * each endpoint and phase, one for each executor, one for the virtual users. All counts are of that
 * step alone, so rows add up over any window. Times are milliseconds since 1970 (UTC); a torn last
 * line is legal.
 */

/** Counts by bucket of a Prometheus native histogram: bucket `i` ends at 2^(i * 2^-schema) seconds, inclusive. */
export interface LatencyHistogram {
  readonly schema: number;
  /** Observations at or below the zero threshold. */
  readonly zeroCount: number;
  readonly sumSeconds: number;
  /** Sorted by index, none twice. */
  readonly buckets: readonly (readonly [index: number, count: number])[];
}

export interface EndpointStep {
  readonly schema: 1;
  readonly kind: "endpoint";
  readonly startMs: number;
  readonly durationMs: number;
  readonly endpoint: string;
  readonly phase: string;
  readonly requests: number;
  /** Requests by status, `0` for no answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Bad events by objective; one without any is not named. */
  readonly bad: Readonly<Record<string, number>>;
  /** Of k6's `http_req_duration`; for people to look at, never judged. */
  readonly latency: LatencyHistogram;
}

export interface LoadStep {
  readonly schema: 1;
  readonly kind: "load";
  readonly startMs: number;
  readonly durationMs: number;
  readonly executor: string;
  /** Iterations that ended in this step. */
  readonly iterations: number;
  readonly dropped: number;
}

/** Virtual users of the whole run that are in the middle of an iteration at the end of the step (`k6_vus`). */
export interface UserStep {
  readonly schema: 1;
  readonly kind: "users";
  readonly startMs: number;
  readonly durationMs: number;
  readonly vus: number;
}

export type Step = EndpointStep | LoadStep | UserStep;
