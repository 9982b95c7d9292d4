/** Rows of a run's long files, to be varied by a test, and what a report gathers of them. */
import type { RunEvent } from "../../../../lib/core/record/event.ts";
import type { RunRecord } from "../../../../lib/core/record/record.ts";
import type { ResourceSample } from "../../../../lib/core/record/resource.ts";
import type {
  EndpointStep,
  LatencyHistogram,
  LoadStep,
  Step,
  UserStep,
} from "../../../../lib/core/record/step.ts";
import { chartGround, type ChartGround } from "../../../../lib/core/report/charts/chart-ground.ts";
import { gathering } from "../../../../lib/core/report/series/gathered.ts";
import { aRecord } from "../given.ts";

/** Of `aRecord`: 2026-01-02T03:04:05Z. */
export const START_MS = Date.parse(aRecord().startedAt);
export const START_SECONDS = START_MS / 1000;

/** All of `count` requests in one bucket of schema 0, which ends at `2^index` seconds. */
export function oneBucket(index: number, count: number): LatencyHistogram {
  return { schema: 0, zeroCount: 0, sumSeconds: count * 2 ** index, buckets: [[index, count]] };
}

/** @param second since the run's start */
export function endpointStep(second: number, varied: Partial<EndpointStep> = {}): EndpointStep {
  const requests = varied.requests ?? 10;
  return {
    ...{ schema: 1, kind: "endpoint", startMs: START_MS + second * 1000, durationMs: 1000 },
    endpoint: "items_list",
    phase: "main",
    requests,
    statuses: { "200": requests },
    bad: {},
    latency: oneBucket(-3, requests),
    ...varied,
  };
}

export function loadStep(second: number, dropped: number): LoadStep {
  const common = { schema: 1, startMs: START_MS + second * 1000, durationMs: 1000 } as const;
  return { ...common, kind: "load", executor: "steady", iterations: 10, dropped };
}

export function userStep(second: number, vus: number): UserStep {
  return { schema: 1, kind: "users", startMs: START_MS + second * 1000, durationMs: 1000, vus };
}

export function aSample(second: number, varied: Partial<ResourceSample> = {}): ResourceSample {
  return {
    schema: 1,
    atMs: START_MS + second * 1000,
    subject: "shop",
    source: "process",
    cpuCores: 0.5,
    residentBytes: 1024,
    eventLoopLagSeconds: null,
    connections: null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
    ...varied,
  };
}

export function anEvent(second: number, varied: Partial<RunEvent>): RunEvent {
  const name = varied.name ?? "main";
  const common = { schema: 1, atMs: START_MS + second * 1000, kind: "phase", edge: "start" } as const;
  return { ...common, name, text: name, ...varied };
}

export interface Rows {
  readonly steps?: readonly Step[];
  readonly samples?: readonly ResourceSample[];
  readonly events?: readonly RunEvent[];
}

export function groundOf(rows: Rows, record: RunRecord = aRecord()): ChartGround {
  const into = gathering(record);
  rows.steps?.forEach((step) => into.addStep(step));
  rows.samples?.forEach((sample) => into.addResource(sample));
  rows.events?.forEach((event) => into.addEvent(event));
  return chartGround(record, into);
}
