/**
 * What one process, container or service used at one moment of a run: a row of `resources.ndjson`.
 * A figure is null where its source does not tell it. `subject` is a name that a person knows:
 * `api`, `postgres (embedded)`, `generator` (k6), `runner`.
 */

/** Subjects of ours, which are no part of what is tested. */
export const ownSubjects = { generator: "generator", runner: "runner" } as const;

/** Whose word counts first where several tell the same of a subject: the operating system's before the service's own. */
export const resourceSources = ["process", "container", "metrics", "prometheus"] as const;
export type ResourceSource = (typeof resourceSources)[number];

export interface ResourceSample {
  readonly schema: 1;
  readonly atMs: number;
  readonly subject: string;
  readonly source: ResourceSource;
  /** Cores in use since the sample before: 1 is one core for all of the time. */
  readonly cpuCores: number | null;
  readonly residentBytes: number | null;
  /** Mean lag of Node's event loop since the sample before. */
  readonly eventLoopLagSeconds: number | null;
  /** Connections to its stores that the service has in use, as it counts them. */
  readonly connections: number | null;
  /** Totals since it started. */
  readonly networkReceivedBytes: number | null;
  readonly networkSentBytes: number | null;
  readonly blockReadBytes: number | null;
  readonly blockWrittenBytes: number | null;
}

/** Every figure of a sample. */
export const resourceFigures = [
  "cpuCores",
  "residentBytes",
  "eventLoopLagSeconds",
  "connections",
  "networkReceivedBytes",
  "networkSentBytes",
  "blockReadBytes",
  "blockWrittenBytes",
] as const satisfies readonly (keyof ResourceSample)[];
export type ResourceFigure = (typeof resourceFigures)[number];

/** The quantities that a trend can be looked for in. */
export type ResourceQuantity = "residentBytes" | "eventLoopLagSeconds" | "connections";
