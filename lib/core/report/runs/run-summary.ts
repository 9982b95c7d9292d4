/** One run in one line: what a list and an overview tell of it. Quantiles are worst of its endpoints', warm-up left out. */
import { phaseNames } from "../../record/names.ts";
import type { RunRecord } from "../../record/record.ts";
import type { VerdictStatus } from "../../record/verdict.ts";

export interface RunSummary {
  readonly state: "readable";
  readonly runId: string;
  readonly scenario: string;
  readonly target: string;
  readonly verdict: VerdictStatus;
  readonly startedAt: string;
  /** Null for a run that has not ended, or was killed. */
  readonly seconds: number | null;
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Share of bad events among those of the objectives on errors; null where none was judged. */
  readonly errorShare: number | null;
  readonly p95Seconds: number | null;
}

export interface DamagedRun {
  readonly state: "unreadable";
  readonly runId: string;
  readonly problem: string;
}

export type SummarisedRun = RunSummary | DamagedRun;

export function runSummary(record: RunRecord): RunSummary {
  const { runId, plan, target, verdict, startedAt, endedAt, state } = record;
  const traffic = record.traffic.filter(({ phase }) => phase !== phaseNames.warmup);
  const p95 = traffic.flatMap(({ latencySeconds }) => (latencySeconds === null ? [] : [latencySeconds.p95]));
  const seconds = endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return {
    state: "readable",
    runId,
    scenario: plan.scenario,
    target: target.name,
    verdict: verdict.status,
    startedAt,
    seconds: state === "running" ? null : seconds,
    requests: sum(traffic.map(({ requests }) => requests)),
    requestsPerSecond: meanRate(traffic),
    errorShare: errorShareOf(record),
    p95Seconds: p95.length === 0 ? null : Math.max(...p95),
  };
}

function errorShareOf({ plan, observations }: RunRecord): number | null {
  const onErrors = plan.objectives.filter(({ bad }) => bad.kind === "errors").map(({ id }) => id);
  const counted = observations.filter(({ objective }) => onErrors.includes(objective));
  const total = sum(counted.map((each) => each.total));
  return total === 0 ? null : sum(counted.map(({ bad }) => bad)) / total;
}

/** Over the phases, each as long as its requests took to be sent. */
function meanRate(traffic: RunRecord["traffic"]): number {
  const phases = [...new Set(traffic.map(({ phase }) => phase))];
  const byPhase = phases.map((phase) => {
    const own = traffic.filter((each) => each.phase === phase);
    return {
      requests: sum(own.map(({ requests }) => requests)),
      rate: sum(own.map((each) => each.achievedPerSecond)),
    };
  });
  const seconds = sum(byPhase.map(({ requests, rate }) => (rate === 0 ? 0 : requests / rate)));
  return seconds === 0 ? 0 : sum(byPhase.map(({ requests }) => requests)) / seconds;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
