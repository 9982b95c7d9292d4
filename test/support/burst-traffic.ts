/**
 * What the seconds of a burst look like: steady traffic, ten times as much of one endpoint at once,
 * a queue that is worked off afterwards. Made up, from a seed by second, and counted as k6 would.
 */
import type { Objective } from "../../lib/core/objective/objective.ts";
import type { EndpointStep, LatencyHistogram } from "../../lib/core/record/step.ts";
import { noise, seeded } from "../unit/core/analysis/simulated.ts";

export const phases = [
  { name: "warmup", from: 0, seconds: 20 },
  { name: "before", from: 20, seconds: 90 },
  { name: "burst", from: 110, seconds: 60 },
  { name: "after", from: 170, seconds: 130 },
] as const;

export const BURST_FROM = 110;
const BURST_TO = 170;
/** The queue that the burst left is worked off. */
const RECOVERED_AT = 183;

/** Rates a second: at rest, in the burst. Latencies in seconds: median at rest, in the burst. */
export const endpoints = [
  { name: "users_list", calm: 30, burst: 300, medianSeconds: 0.012, crowdedSeconds: 0.55, spread: 0.35 },
  { name: "users_create", calm: 12, burst: 12, medianSeconds: 0.028, crowdedSeconds: 0.12, spread: 0.3 },
  { name: "tasks_create", calm: 12, burst: 12, medianSeconds: 0.021, crowdedSeconds: 0.03, spread: 0.3 },
] as const;

export type BurstEndpoint = (typeof endpoints)[number];

const SCHEMA = 3;

function phaseAt(second: number): string {
  return phases.find(({ from, seconds }) => second < from + seconds)?.name ?? "after";
}

/** 0 at rest, 1 in the burst, in between while it begins and while the queue is worked off. */
export function crowdAt(second: number): number {
  if (second < BURST_FROM || second >= RECOVERED_AT) return 0;
  if (second < BURST_TO) return Math.min(1, (second - BURST_FROM + 1) / 6);
  return 1 - (second - BURST_TO + 1) / (RECOVERED_AT - BURST_TO + 1);
}

/** Iterations that were due and had no virtual user to begin them. */
export function droppedAt(second: number): number {
  return second >= BURST_FROM + 12 && second < BURST_FROM + 21 ? 2 + (second % 5) : 0;
}

export interface BurstSecond {
  readonly second: number;
  readonly startMs: number;
  readonly severity: number;
}

export function endpointStep(
  endpoint: BurstEndpoint,
  { second, startMs, severity }: BurstSecond,
  objectives: readonly Objective[],
): EndpointStep {
  const random = seeded(second * 31 + endpoints.indexOf(endpoint));
  const crowd = crowdAt(second);
  const isBurst = second >= BURST_FROM && second < BURST_TO;
  const requests = isBurst
    ? endpoint.burst - (endpoint.name === "users_list" ? droppedAt(second) : 0)
    : endpoint.calm;
  const times = latencies(endpoint, crowd * severity, requests, random);
  const refused = isBurst && endpoint.name === "users_list" ? Math.round(9 * crowd * severity * random()) : 0;
  const unanswered = isBurst && endpoint.name === "users_list" && second % 7 === 0 ? 1 : 0;
  const success = endpoint.name === "users_list" ? "200" : "201";
  const statuses = { [success]: requests - refused - unanswered, "503": refused, "0": unanswered };
  return {
    ...{ schema: 1, kind: "endpoint", startMs, durationMs: 1000 },
    endpoint: endpoint.name,
    phase: phaseAt(second),
    requests,
    statuses: Object.fromEntries(Object.entries(statuses).filter(([, count]) => count > 0)),
    bad: badOf(endpoint, times, refused + unanswered, objectives),
    latency: histogramOf(times),
  };
}

function latencies(
  endpoint: BurstEndpoint,
  crowd: number,
  requests: number,
  random: () => number,
): readonly number[] {
  const { medianSeconds, crowdedSeconds, spread } = endpoint;
  const middle = medianSeconds + (crowdedSeconds - medianSeconds) * crowd;
  return noise(random, requests).map((each) => middle * Math.exp(spread * each));
}

function badOf(
  endpoint: BurstEndpoint,
  times: readonly number[],
  failed: number,
  objectives: readonly Objective[],
): EndpointStep["bad"] {
  const counted = objectives
    .filter((objective) => objective.endpoint === endpoint.name)
    .map(({ id, bad }) => {
      const count = bad.kind === "errors" ? failed : times.filter((time) => time > bad.limitSeconds).length;
      return [id, count] as const;
    });
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** Bucket `i` ends at 2^(i / 2^schema), inclusive. */
function histogramOf(times: readonly number[]): LatencyHistogram {
  const counts = new Map<number, number>();
  for (const time of times) {
    const index = Math.ceil(Math.log2(time) * 2 ** SCHEMA);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return {
    schema: SCHEMA,
    zeroCount: 0,
    sumSeconds: times.reduce((sum, time) => sum + time, 0),
    buckets: [...counts].sort(([one], [other]) => one - other),
  };
}
