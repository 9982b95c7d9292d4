/** The rows of one step, gathered from what its series have grown by. What did not happen has no row. */
import { addHistograms, emptyHistogram } from "../record/latency.ts";
import type { EndpointStep, LatencyHistogram, LoadStep, Step } from "../record/step.ts";
import type { Meaning } from "./series-meaning.ts";
import type { StepTime } from "./step-clock.ts";

export interface StepRows {
  add(meaning: Meaning, growth: number): void;
  addLatency(endpoint: string, phase: string, growth: LatencyHistogram): void;
  setVus(vus: number): void;
  /** In the order of their first sample. */
  rows(): Step[];
}

export function stepRows(time: StepTime): StepRows {
  const endpoints = new Map<string, EndpointRow>();
  const loads = new Map<string, LoadRow>();
  let vus: number | null = null;
  const endpointRow = (endpoint: string, phase: string) =>
    madeOnce(endpoints, `${endpoint}\n${phase}`, () => emptyEndpoint(time, endpoint, phase));
  const loadRow = (executor: string) => madeOnce(loads, executor, () => emptyLoad(time, executor));
  return {
    add: (meaning, growth) => {
      if (growth === 0) return;
      if (meaning.kind === "requests") {
        const row = endpointRow(meaning.endpoint, meaning.phase);
        row.requests += growth;
        row.statuses[meaning.status] = (row.statuses[meaning.status] ?? 0) + growth;
      } else if (meaning.kind === "bad") {
        const row = endpointRow(meaning.endpoint, meaning.phase);
        row.bad[meaning.objective] = (row.bad[meaning.objective] ?? 0) + growth;
      } else if (meaning.kind === "completed") loadRow(meaning.executor).iterations += growth;
      else if (meaning.kind === "dropped") loadRow(meaning.executor).dropped += growth;
    },
    addLatency: (endpoint, phase, growth) => {
      if (growth.zeroCount === 0 && growth.buckets.length === 0) return;
      const row = endpointRow(endpoint, phase);
      row.latency = addHistograms(row.latency, growth);
    },
    setVus: (now) => {
      vus = now;
    },
    rows: () => [
      ...endpoints.values(),
      ...loads.values(),
      ...(vus === null ? [] : [{ schema: 1, kind: "users", ...time, vus } as const]),
    ],
  };
}

interface EndpointRow extends EndpointStep {
  requests: number;
  readonly statuses: Record<string, number>;
  readonly bad: Record<string, number>;
  latency: LatencyHistogram;
}

interface LoadRow extends LoadStep {
  iterations: number;
  dropped: number;
}

function madeOnce<Row>(rows: Map<string, Row>, key: string, make: () => Row): Row {
  const row = rows.get(key) ?? make();
  rows.set(key, row);
  return row;
}

function emptyEndpoint(time: StepTime, endpoint: string, phase: string): EndpointRow {
  const counts = { requests: 0, statuses: {}, bad: {}, latency: emptyHistogram };
  return { schema: 1, kind: "endpoint", ...time, endpoint, phase, ...counts };
}

function emptyLoad(time: StepTime, executor: string): LoadRow {
  return { schema: 1, kind: "load", ...time, executor, iterations: 0, dropped: 0 };
}
