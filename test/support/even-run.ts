/** A run in which every second is like the one before, as long as wanted: for measuring a report. */
import type { RunEvent } from "../../lib/core/record/event.ts";
import type { RunRecord } from "../../lib/core/record/record.ts";
import type { ResourceSample } from "../../lib/core/record/resource.ts";
import type { EndpointStep, Step } from "../../lib/core/record/step.ts";
import type { GeneratedRun } from "./generated-run.ts";

export interface EvenRun {
  readonly record: RunRecord;
  readonly seconds: number;
  readonly endpoints: readonly string[];
  readonly subjects: readonly string[];
}

const REQUESTS_PER_STEP = 20;
const WARMUP_SECONDS = 10;

/** A hill of latencies; adds up to the requests of a step. */
const hill = [1, 1, 1, 1, 2, 2, 3, 2, 2, 1, 1, 1, 1, 1] as const;

export function evenRun(run: EvenRun): GeneratedRun {
  return {
    record: run.record,
    seconds: run.seconds,
    stepsOf: (second) => stepsOf(run, second),
    samplesOf: (second) => run.subjects.map((subject, index) => sampleOf(run, second, subject, index)),
    events: eventsOf(run),
    failures: [],
  };
}

function stepsOf(run: EvenRun, second: number): Step[] {
  const common = { schema: 1, startMs: msAt(run, second), durationMs: 1000 } as const;
  const phase = second < WARMUP_SECONDS ? "warmup" : "main";
  const endpoints = run.endpoints.map((endpoint, index): EndpointStep => {
    const failed = second % 17 === index ? 1 : 0;
    return {
      ...common,
      kind: "endpoint",
      endpoint,
      phase,
      requests: REQUESTS_PER_STEP,
      statuses: { "200": REQUESTS_PER_STEP - failed, ...(failed === 0 ? {} : { "503": failed }) },
      bad: {},
      latency: {
        schema: 3,
        zeroCount: 0,
        sumSeconds: 0.2,
        // Wanders a little from second to second.
        buckets: hill.map((count, place) => [place - 60 + 4 * index + (second % 5), count]),
      },
    };
  });
  const dropped = second % 30 === 0 ? 2 : 0;
  return [
    ...endpoints,
    { ...common, kind: "load", executor: "steady", iterations: REQUESTS_PER_STEP, dropped },
    { ...common, kind: "users", vus: 20 + (second % 7) },
  ];
}

function sampleOf(run: EvenRun, second: number, subject: string, index: number): ResourceSample {
  return {
    schema: 1,
    atMs: msAt(run, second),
    subject,
    source: "process",
    cpuCores: 0.1 * (index + 1) + 0.02 * (second % 3),
    residentBytes: (60 + 20 * index + (second % 11) + second / 600) * 2 ** 20,
    eventLoopLagSeconds: index === 0 ? 0.001 + 0.0001 * (second % 9) : null,
    connections: index === 0 ? 10 + (second % 3) : null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
  };
}

function eventsOf(run: EvenRun): RunEvent[] {
  const event = (second: number, edge: RunEvent["edge"], name: string): RunEvent => ({
    ...{ schema: 1, atMs: msAt(run, second), kind: "phase", edge, name, text: name },
  });
  return [
    event(0, "start", "warmup"),
    event(WARMUP_SECONDS, "end", "warmup"),
    event(WARMUP_SECONDS, "start", "main"),
    event(run.seconds, "end", "main"),
  ];
}

function msAt({ record }: EvenRun, second: number): number {
  return Date.parse(record.startedAt) + second * 1000;
}
