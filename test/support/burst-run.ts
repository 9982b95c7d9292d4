/**
 * A whole made-up run with everything that a report can show: phases, refusals, drops, recovery,
 * processes, findings. Its seconds are made up; its record is not: observations are the sums of these
 * seconds, and the results and the verdict are the judge's.
 */
import type { RunEvent } from "../../lib/core/record/event.ts";
import type { FailureSample } from "../../lib/core/record/failure-sample.ts";
import type { EndpointStep, Step } from "../../lib/core/record/step.ts";
import { burstRecord, objectives } from "./burst-record.ts";
import { resourcesAt } from "./burst-resources.ts";
import { BURST_FROM, crowdAt, droppedAt, endpoints, endpointStep, phases } from "./burst-traffic.ts";
import type { GeneratedRun } from "./generated-run.ts";

const STARTED_AT = "2026-03-14T09:26:53.000Z";
const SECONDS = 300;

/**
 * @param startedAt ISO 8601
 * @param severity of what the burst does to the system: 1 misses objectives, 0.3 hardly
 */
export function burstRun(startedAt = STARTED_AT, severity = 1): GeneratedRun {
  const startMs = Date.parse(startedAt);
  const stepsOf = (second: number) => stepsAt(second, startMs + second * 1000, severity);
  const all = Array.from({ length: SECONDS }, (_, second) => stepsOf(second)).flat();
  return {
    record: burstRecord(startedAt, SECONDS, all),
    seconds: SECONDS,
    stepsOf,
    samplesOf: (second) => resourcesAt(second, startMs + second * 1000),
    events: eventsOf(startMs),
    failures: failuresOf(startMs),
  };
}

function stepsAt(second: number, startMs: number, severity: number): readonly Step[] {
  const common = { schema: 1, startMs, durationMs: 1000 } as const;
  const sent = endpoints.map((each): EndpointStep =>
    endpointStep(each, { second, startMs, severity }, objectives),
  );
  const iterations = sent.reduce((sum, { requests }) => sum + requests, 0);
  return [
    ...sent,
    { ...common, kind: "load", executor: "steady", iterations, dropped: droppedAt(second) },
    { ...common, kind: "users", vus: 20 + Math.round(180 * crowdAt(second)) },
  ];
}

function eventsOf(startMs: number): readonly RunEvent[] {
  const event = (second: number, kind: RunEvent["kind"], edge: RunEvent["edge"], name: string): RunEvent => ({
    schema: 1,
    atMs: startMs + second * 1000,
    kind,
    edge,
    name,
    text: name,
  });
  return [
    ...phases.flatMap(({ name, from, seconds }) => [
      event(from, "phase", "start", name),
      event(from + seconds, "phase", "end", name),
    ]),
    event(BURST_FROM + 12, "note", "at", "pool full"),
  ];
}

function failuresOf(startMs: number): readonly FailureSample[] {
  return [3, 9, 10, 14, 21, 35].map((second, index) => ({
    schema: 1,
    atMs: startMs + (BURST_FROM + second) * 1000 + 137 * index,
    endpoint: "users_list",
    phase: "burst",
    status: index === 3 ? 0 : 503,
    error: index === 3 ? "request timeout" : "",
    tookMs: index === 3 ? 10_000 : 4.2 + index,
    traceId: `0af7651916cd43dd8448eb211c8031${(0x9c + index).toString(16)}`,
    body: index === 3 ? null : '{"error":"no connection was free within 250 ms"}',
  }));
}
