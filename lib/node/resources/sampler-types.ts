/** How a run asks for its resources to be sampled, and what it gets back. */
import type { ResourceSample } from "../../core/record/resource.ts";
import type { Subject } from "./subject.ts";

export interface SamplerOptions {
  /** Exists, and gets `resources.ndjson`. */
  readonly runFolder: string;
  readonly subjects: readonly Subject[];
  /** See sampling-interval.ts. */
  readonly intervalMs: number;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Where Docker's engine listens (`DOCKER_HOST`); null for the usual socket. Asked only for containers. */
  readonly dockerHost: string | null;
}

export interface ResourceSampler {
  /** Takes another subject in, such as k6 once it has been started. */
  add(subject: Subject): void;
  /** Keeps samples from elsewhere too, such as a Prometheus. */
  take(samples: readonly ResourceSample[]): void;
  /** Takes a last sample of everything and closes the file. Never rejects. */
  stop(): Promise<Sampled>;
}

export interface Sampled {
  /** Rows that were written. */
  readonly samples: number;
  /** What could not be written, in words: the machine's fault; null when all was. */
  readonly problem: string | null;
  /** Subjects that told nothing, or stopped telling. */
  readonly notes: readonly string[];
}
