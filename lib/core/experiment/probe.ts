/** What the director's own client saw: a row of `probe.ndjson`, one a request, at a fixed rate. */
export interface ProbeRow {
  readonly schema: 1;
  /** When the request was sent. */
  readonly atMs: number;
  readonly endpoint: string;
  /** An expected status within the timeout. */
  readonly ok: boolean;
  /** 0 without an answer. */
  readonly status: number;
  readonly seconds: number;
}

export const PROBE_INTERVAL_MS = 200;

/** Good for so long without a break is recovered: long enough that one lucky answer of each endpoint is not. */
export const GOOD_SECONDS = 2;
