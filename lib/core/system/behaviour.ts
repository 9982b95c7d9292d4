/**
 * What one request to an endpoint carries, and what a good answer looks like. Runs inside k6
 * (no Node, no clock): everything that varies comes from the context, so that a printed seed
 * repeats a run's payloads.
 */
import type { Row } from "./data.ts";

export interface RequestContext {
  readonly runId: string;
  /** Printed with every run; the same seed gives the same payloads. */
  readonly seed: number;
  /** Unique in the run: no two iterations share one. */
  readonly iteration: number;
  /** Uniform in [0, 1), from the seed and the iteration alone. */
  random(): number;
  /**
   * The iteration's row of a file that the system describes (`data`), the same however often it is asked for.
   * @throws RangeError where the description does not say that this endpoint or journey asks for it
   */
  row(name: string): Row;
}

export interface RequestParts {
  /** Path with its parameters filled in; the endpoint's own path when it has none. */
  readonly path?: string;
  readonly query?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface EndpointBehaviour {
  readonly request?: (context: RequestContext) => RequestParts;
  /**
   * Looks at the parsed JSON body of an expected answer; returns what is wrong with it, or null.
   * `sent` is what `request` returned for it (`{}` without one), so that an echo can be checked.
   */
  readonly checkBody?: (body: unknown, sent: RequestParts) => string | null;
}

export type SystemBehaviour = Readonly<Record<string, EndpointBehaviour>>;
