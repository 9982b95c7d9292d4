/**
 * A small look at one thing outside the request path: what it reads are numbers for gauges, as data.
 * A reading that is no number is dropped by whoever sets it, so a probe hands on what it was told
 * without guessing. It throws where there is nothing to read, and need not hurry: it has a deadline.
 */
import type { DatabaseType } from "../metrics.ts";
import type { GaugeName } from "../metrics-definitions.ts";

export interface Reading {
  readonly gauge: GaugeName;
  /** Without `service`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: unknown;
}

export interface Probe {
  /** As in the label `probe`. */
  readonly name: string;
  /** Where a failure counts as an error of a store; null where not. */
  readonly database: DatabaseType | null;
  read(): Promise<readonly Reading[]>;
}
