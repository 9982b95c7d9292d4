/** What the director's own client saw: a row of `probe.ndjson`, one a request, at a fixed rate. */
export interface ProbeRow {
  readonly schema: 1;
  readonly about: ProbedThing;
  /** When the request was sent. */
  readonly atMs: number;
  /** Its name; of a store, whose store it is: `redis behind api`. */
  readonly endpoint: string;
  /** An expected status within the timeout. */
  readonly ok: boolean;
  /** 0 without an answer. */
  readonly status: number;
  readonly seconds: number;
}

/**
 * `endpoint`: what users ask for, so that a failure is availability lost. `store`: what a service says of a
 * store behind it; whether users lose anything by its loss is what the endpoints tell.
 */
export type ProbedThing = "endpoint" | "store";

export const PROBE_INTERVAL_MS = 200;

/** Good for so long without a break is recovered: long enough that one lucky answer of each endpoint is not. */
export const GOOD_SECONDS = 2;
