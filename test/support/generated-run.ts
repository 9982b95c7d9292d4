/**
 * The folder of a run that never was, as long as wanted: seconds, resources, events and failures as
 * the recorder writes them, from a seed, so that a report has something to show and can be measured.
 */
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { fileNames } from "../../lib/core/record/names.ts";
import type { RunRecord } from "../../lib/core/record/record.ts";
import type { ResourceSample } from "../../lib/core/record/resource.ts";
import type { EndpointStep, Step } from "../../lib/core/record/step.ts";

export interface GeneratedRun {
  readonly record: RunRecord;
  readonly seconds: number;
  readonly endpoints: readonly string[];
  readonly subjects: readonly string[];
}

const REQUESTS_PER_STEP = 20;
const STALLED_SECOND = 40;
const WARMUP_SECONDS = 10;

/** @returns the run's folder */
export async function generateRun(resultsFolder: string, run: GeneratedRun): Promise<string> {
  const folder = join(resultsFolder, run.record.runId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, fileNames.run), JSON.stringify(run.record));
  await writeRows(join(folder, fileNames.steps), run.seconds, (second) => stepsOf(run, second));
  await writeRows(join(folder, fileNames.resources), run.seconds, (second) => samplesOf(run, second));
  await writeFile(join(folder, fileNames.events), rows(eventsOf(run)));
  await writeFile(join(folder, fileNames.failures), rows([failureOf(run)]));
  return folder;
}

async function writeRows(
  path: string,
  seconds: number,
  rowsOf: (second: number) => unknown[],
): Promise<void> {
  const file = createWriteStream(path);
  for (let second = 0; second < seconds; second++) {
    if (!file.write(rows(rowsOf(second)))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

function rows(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

function stepsOf(run: GeneratedRun, second: number): Step[] {
  const common = { schema: 1, startMs: startOf(run) + second * 1000, durationMs: 1000 } as const;
  const phase = second < WARMUP_SECONDS ? "warmup" : "main";
  const endpoints = run.endpoints.map((endpoint, index): EndpointStep => {
    const failed = second % 17 === index ? 1 : 0;
    const slow = second === STALLED_SECOND ? 64 : 0;
    return {
      ...common,
      kind: "endpoint",
      endpoint,
      phase,
      requests: REQUESTS_PER_STEP,
      statuses: failed === 0 ? { "200": REQUESTS_PER_STEP } : { "200": REQUESTS_PER_STEP - 1, "503": 1 },
      bad: {},
      latency: {
        schema: 3,
        zeroCount: 0,
        sumSeconds: 0.2,
        // A hill of 14 buckets that wanders a little from second to second.
        buckets: hill.map((count, place) => [place - 60 + 4 * index + (second % 5) + slow, count]),
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

/** Adds up to the requests of a step. */
const hill = [1, 1, 1, 1, 2, 2, 3, 2, 2, 1, 1, 1, 1, 1] as const;

function samplesOf(run: GeneratedRun, second: number): ResourceSample[] {
  return run.subjects.map((subject, index) => ({
    schema: 1,
    atMs: startOf(run) + second * 1000,
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
  }));
}

function eventsOf(run: GeneratedRun): unknown[] {
  const start = startOf(run);
  const event = (second: number, edge: string, kind: string, name: string) => ({
    ...{ schema: 1, atMs: start + second * 1000, kind, edge, name, text: name },
  });
  return [
    event(0, "start", "phase", "warmup"),
    event(WARMUP_SECONDS, "end", "phase", "warmup"),
    event(WARMUP_SECONDS, "start", "phase", "main"),
    event(STALLED_SECOND, "at", "note", "a stall"),
    event(run.seconds, "end", "phase", "main"),
  ];
}

function failureOf(run: GeneratedRun): unknown {
  return {
    schema: 1,
    atMs: startOf(run) + STALLED_SECOND * 1000,
    endpoint: run.endpoints[0],
    phase: "main",
    status: 503,
    error: "",
    tookMs: 12.5,
    traceId: "0af7651916cd43dd8448eb211c80319c",
    body: '{"error":"<img src=x onerror=alert(1)>"}',
  };
}

function startOf({ record }: GeneratedRun): number {
  return Date.parse(record.startedAt);
}
