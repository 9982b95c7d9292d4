/**
 * An objective: which share of an endpoint's events must be good. Every kind is counted:
 * "p95 < 1 s" is "at least 95 % take no longer than 1 s", "error rate < 1 %" is "at least
 * 99 % do not fail". Written once, in `thresholds/`; judged by `lib/core/judge`.
 */

import type { ProductionTerms } from "./production.ts";

/** Between 0 and 1; percent exists only in input and display. */
export type Ratio = number;

export type BadEvent =
  /** A status that the endpoint does not expect, or no answer at all. */
  | { readonly kind: "errors" }
  /** Took longer than the limit as the user feels it (waiting for a connection included), whatever its status. */
  | { readonly kind: "slowerThan"; readonly limitSeconds: number };

export interface Objective extends ProductionTerms {
  /** Unique, e.g. `users_list-latency`: the tag of the counter of its bad events. */
  readonly id: string;
  readonly service: string;
  readonly endpoint: string;
  /** Least share of good events: above 0, at most 1 (1 allows no bad event at all). */
  readonly goal: Ratio;
  /** Length of the rolling period that the objective covers in production. */
  readonly periodDays: number;
  readonly bad: BadEvent;
  readonly owner: string;
  readonly description: string;
}
