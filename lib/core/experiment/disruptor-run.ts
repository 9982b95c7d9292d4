/**
 * What the second k6, the one with the disruptor, is told and what it says: one value in its
 * environment, as JSON, and a line of JSON for each step. The fault controller and
 * `scenarios/disruptor.ts` share these words.
 */
import type { Disruption, PodSelection } from "./effect.ts";

/** The variable that holds a `DisruptorRun`. */
export const DISRUPTOR_RUN = "TIDEMARK_DISRUPTOR_RUN";

/** Label of pods that a fault hits; its value is the fault's mark. */
export const FAULT_LABEL = "tidemark.chaos/fault";

/** Where the proxy in a pod listens. The disruptor's own choice, 8000, is the port of many a service. */
export const PROXY_PORT = 18099;

export interface DisruptorRun {
  readonly namespace: string;
  /** Exactly these, or nothing is injected. */
  readonly pods: readonly string[];
  readonly selection: PodSelection;
  readonly disruption: Disruption;
  readonly seconds: number;
  /** For an agent to start in its pod. */
  readonly injectTimeoutSeconds: number;
}

/** Marks a line of the script among those of k6. */
export const DISRUPTOR_WORD = "tidemark disruptor ";

export type DisruptorWord =
  /** The targets are the planned ones; the call that injects, and blocks, comes now. */
  | { readonly event: "injecting"; readonly atMs: number; readonly targets: readonly string[] }
  /** The fault was there for its whole time. */
  | { readonly event: "ended"; readonly atMs: number }
  /** Nothing was injected, or not for the whole time. The process fails, too. */
  | { readonly event: "failed"; readonly atMs: number; readonly reason: string };
