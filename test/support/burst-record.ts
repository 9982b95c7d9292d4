/** The record of a made-up burst, counted from its seconds and judged by the judge. */
import { judge } from "../../lib/core/judge/judge.ts";
import { recoveryOf } from "../../lib/core/judge/recovery.ts";
import { answersWithin, succeeds } from "../../lib/core/objective/builders.ts";
import type { Objective } from "../../lib/core/objective/objective.ts";
import type { K6Executor } from "../../lib/core/plan/plan.ts";
import type { Finding } from "../../lib/core/record/finding.ts";
import type { EndpointTraffic, RunFacts, RunRecord } from "../../lib/core/record/record.ts";
import type { EndpointStep, Step } from "../../lib/core/record/step.ts";
import type { Observation } from "../../lib/core/record/verdict.ts";
import { addHistograms, emptyHistogram, histogramQuantile } from "../../lib/core/record/latency.ts";
import { aCalmGenerator, anExecutor, aRecord } from "../unit/core/given.ts";
import { endpoints, phases } from "./burst-traffic.ts";

const promised = { service: "api", owner: "api", periodDays: 30 };

export const objectives: readonly Objective[] = [
  succeeds(promised, "users_list", 0.995),
  answersWithin(promised, "users_list", 0.5, 0.99),
  succeeds(promised, "users_create", 0.995),
  answersWithin(promised, "users_create", 0.75, 0.99),
  succeeds(promised, "tasks_create", 0.995),
  answersWithin(promised, "tasks_create", 0.75, 0.99),
];

export function burstRecord(startedAt: string, seconds: number, steps: readonly Step[]): RunRecord {
  const observations = observationsOf(steps);
  const facts = factsOf(steps);
  const judged = judge({
    objectives,
    observations,
    facts,
    trends: [],
    search: null,
    experiments: [],
    strict: false,
  });
  const runId = `${startedAt.replace(/\.\d+Z$/, "Z").replace(/[-:]/g, "")}-burst-k3f9x2`;
  const startMs = Date.parse(startedAt);
  return aRecord({
    runId,
    command: ["tidemark", "run", "burst", "--rate", "30", "--seed", "7"],
    startedAt,
    endedAt: new Date(startMs + seconds * 1000).toISOString(),
    plan: {
      ...aRecord().plan,
      ...{ runId, scenario: "burst", objectives, executors: executors() },
      recoveries: [{ after: "burst", in: "after" }],
      addresses: { api: "http://127.0.0.1:8000" },
    },
    target: { ...aRecord().target, addresses: { api: "http://127.0.0.1:8000" } },
    git: { commit: "5f2c1d7e90ab34cd56ef7812a9b0c3d4e5f60718", dirty: false },
    facts,
    traffic: trafficOf(steps),
    observations,
    results: judged.results,
    verdict: judged.verdict,
    exitCode: judged.verdict.status === "fail" ? 99 : 0,
    findings,
    recoveries: [recoveryIn(steps, startMs)],
    labels: { team: "shop" },
  });
}

const findings: readonly Finding[] = [
  finding(
    "api",
    "cache hit rate",
    "info",
    "ratio",
    [0.91, 0.93],
    "93 % of the reads were answered by the cache.",
  ),
  finding(
    "api",
    "pool wait",
    "warning",
    "seconds",
    [0.0004, 0.21],
    "Requests waited 210 ms on average for a connection, and 0.4 ms before.",
  ),
  finding("mongo", "queue depth", "info", "count", [0, 3], "3 tasks were waiting when the run ended."),
];

function finding(
  service: string,
  subject: string,
  weight: Finding["weight"],
  unit: Finding["unit"],
  [before, after]: readonly [number, number],
  text: string,
): Finding {
  return { service, subject, weight, unit, before, after, text };
}

function executors(): readonly K6Executor[] {
  return phases.flatMap((phase) =>
    endpoints.map(({ name, calm, burst }) =>
      anExecutor({
        name: `${phase.name}_${name}`,
        phase: phase.name,
        startSeconds: phase.from,
        shape: {
          kind: "constant-arrival-rate",
          iterationsPerSecond: phase.name === "burst" ? burst : calm,
          durationSeconds: phase.seconds,
        },
        sends: [{ endpoint: name, requestsPerIteration: 1 }],
        maxVUs: 200,
      }),
    ),
  );
}

/** Of one endpoint in one phase. */
function stepsOf(steps: readonly Step[], endpoint: string, phase: string): readonly EndpointStep[] {
  return steps
    .filter((step) => step.kind === "endpoint")
    .filter((step) => step.endpoint === endpoint && step.phase === phase);
}

/** Only the list of users is ever dropped, and only in the burst. */
function droppedOf(steps: readonly Step[], endpoint: string, phase: string): number {
  if (endpoint !== "users_list" || phase !== "burst") return 0;
  return sum(steps.map((step) => (step.kind === "load" ? step.dropped : 0)));
}

function observationsOf(steps: readonly Step[]): readonly Observation[] {
  return objectives.flatMap(({ id, endpoint }) =>
    phases.map(({ name: phase }): Observation => {
      const own = stepsOf(steps, endpoint, phase);
      return {
        objective: id,
        phase,
        total: sum(own.map(({ requests }) => requests)),
        bad: sum(own.map(({ bad }) => bad[id] ?? 0)),
        dropped: droppedOf(steps, endpoint, phase),
        source: "record",
      };
    }),
  );
}

function trafficOf(steps: readonly Step[]): readonly EndpointTraffic[] {
  return phases.flatMap(({ name: phase, seconds }) =>
    endpoints.map(({ name, calm, burst }): EndpointTraffic => {
      const own = stepsOf(steps, name, phase);
      const latency = own.map((step) => step.latency).reduce(addHistograms, emptyHistogram);
      const at = (quantile: number) => histogramQuantile(latency, quantile) ?? 0;
      const requests = sum(own.map((step) => step.requests));
      return {
        ...{ endpoint: name, phase, requests, dropped: droppedOf(steps, name, phase) },
        offeredPerSecond: phase === "burst" ? burst : calm,
        achievedPerSecond: requests / seconds,
        latencySeconds: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
        bodiesChecked: Math.floor(requests / 10),
        bodiesWrong: 0,
      };
    }),
  );
}

function factsOf(steps: readonly Step[]): RunFacts {
  const judged = steps.filter((step) => step.kind === "endpoint" && step.phase !== "warmup");
  const started = sum(judged.map((step) => (step.kind === "endpoint" ? step.requests : 0)));
  const dropped = sum(steps.map((step) => (step.kind === "load" ? step.dropped : 0)));
  return {
    ...{ scriptErrors: 0, wrongBodies: 0, interruptedBy: null, stopCondition: null },
    ...{ endedOnPurpose: false, generatorFailure: null, generator: aCalmGenerator },
    ...{ clockSteps: 0, requestsInDoubt: 0 },
    plannedIterations: started + dropped,
    startedIterations: started,
    droppedIterations: dropped,
  };
}

function recoveryIn(steps: readonly Step[], runStartMs: number) {
  const after = phases.find(({ name }) => name === "after") ?? phases[0];
  const startMs = runStartMs + after.from * 1000;
  const own = steps.filter((step) => step.kind === "endpoint").filter(({ phase }) => phase === "after");
  return recoveryOf({
    after: "burst",
    startMs,
    endMs: startMs + after.seconds * 1000,
    steps: own,
    objectives,
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
