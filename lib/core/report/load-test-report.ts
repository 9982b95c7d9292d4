/**
 * `load_test_report.json`, in the form that dashboards and scripts of other load tests read: a
 * scenario for each judged phase where a run has several, else one by the run's scenario. Error rate in
 * percent, times in milliseconds; null where nothing was answered or the run's seconds were not kept.
 */
import { phaseNames } from "../record/names.ts";
import type { EndpointTraffic, RunRecord } from "../record/record.ts";
import type { LatencyHistogram } from "../record/step.ts";
import type { PhaseCounts } from "./series/gathered.ts";
import { addHistograms, emptyHistogram, histogramQuantile } from "../record/latency.ts";

export interface LoadTestScenario {
  readonly total_requests: number;
  readonly successful_requests: number;
  readonly error_rate: number;
  readonly average_response_time: number | null;
  readonly p95_response_time: number | null;
  readonly p99_response_time: number | null;
  readonly requests_per_second: number;
}

export interface LoadTestReport {
  readonly test_date: string;
  readonly total_scenarios: number;
  readonly scenarios: Readonly<Record<string, LoadTestScenario>>;
}

/** @param counts of the run's seconds, by endpoint and phase */
export function loadTestReport(record: RunRecord, counts: readonly PhaseCounts[]): LoadTestReport {
  const judged = record.traffic.filter(({ phase }) => phase !== phaseNames.warmup);
  const phases = [...new Set(judged.map(({ phase }) => phase))];
  const scenarios = phases.map((phase) => {
    const name = phases.length > 1 ? phase : record.plan.scenario;
    return [name, scenarioOf(phase, record, counts)] as const;
  });
  return {
    test_date: record.startedAt,
    total_scenarios: scenarios.length,
    scenarios: Object.fromEntries(scenarios),
  };
}

function scenarioOf(phase: string, record: RunRecord, counts: readonly PhaseCounts[]): LoadTestScenario {
  const traffic = record.traffic.filter((each) => each.phase === phase);
  const own = counts.filter((each) => each.phase === phase);
  const total = sum(traffic.map(({ requests }) => requests));
  const failed = sum(traffic.map((each) => failuresOf(each, record, own)));
  const latency = own.map((each) => each.latency).reduce(addHistograms, emptyHistogram);
  const answered = latency.zeroCount + sum(latency.buckets.map(([, inBucket]) => inBucket));
  return {
    total_requests: total,
    successful_requests: total - failed,
    error_rate: total === 0 ? 0 : rounded((failed / total) * 100),
    average_response_time: answered === 0 ? null : rounded((latency.sumSeconds / answered) * 1000),
    p95_response_time: quantileMs(0.95, traffic, latency),
    p99_response_time: quantileMs(0.99, traffic, latency),
    requests_per_second: rounded(sum(traffic.map(({ achievedPerSecond }) => achievedPerSecond))),
  };
}

/** As the endpoint's objective on errors counted them; without one, by what HTTP calls an error. */
function failuresOf(
  { endpoint, phase }: EndpointTraffic,
  { plan, observations }: RunRecord,
  counts: readonly PhaseCounts[],
): number {
  const objective = plan.objectives.find((each) => each.endpoint === endpoint && each.bad.kind === "errors");
  const counted = observations.find((each) => each.objective === objective?.id && each.phase === phase);
  if (counted !== undefined) return counted.bad;
  const statuses = counts.filter((each) => each.endpoint === endpoint).flatMap((each) => [...each.statuses]);
  return sum(statuses.map(([status, seen]) => (status === "0" || Number(status) >= 400 ? seen : 0)));
}

/** k6's own where one endpoint was asked; of several, from their histograms put together. */
function quantileMs(
  quantile: 0.95 | 0.99,
  traffic: readonly EndpointTraffic[],
  latency: LatencyHistogram,
): number | null {
  const [only, ...others] = traffic.filter(({ requests }) => requests > 0);
  const exact = others.length > 0 ? null : only?.latencySeconds;
  const seconds = exact ? exact[quantile === 0.95 ? "p95" : "p99"] : histogramQuantile(latency, quantile);
  return seconds === null ? null : rounded(seconds * 1000);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
