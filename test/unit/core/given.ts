/** Valid values of the core's contracts, to be varied by a test in the one field that it is about. */
import { minimumSamples } from "../../../lib/core/objective/samples.ts";
import type { Objective } from "../../../lib/core/objective/objective.ts";
import type { K6Executor } from "../../../lib/core/plan/plan.ts";
import type {
  EndpointTraffic,
  GeneratorHealth,
  RunFacts,
  RunRecord,
} from "../../../lib/core/record/record.ts";
import type { ObjectiveResult, Observation } from "../../../lib/core/record/verdict.ts";
import type { SystemDescription } from "../../../lib/core/system/system.ts";

export const aSystem: SystemDescription = {
  services: [{ name: "shop", description: "sells", defaultPort: 9000, healthPath: "/health" }],
  endpoints: [
    {
      name: "items_list",
      service: "shop",
      method: "GET",
      path: "/items",
      expectedStatuses: [200],
      timeoutSeconds: 10,
    },
    {
      name: "items_buy",
      service: "shop",
      method: "POST",
      path: "/items",
      expectedStatuses: [201],
      timeoutSeconds: 5,
    },
  ],
};

export function anObjective(varied: Partial<Objective> = {}): Objective {
  return {
    id: "items_list-errors",
    service: "shop",
    endpoint: "items_list",
    goal: 0.99,
    periodDays: 30,
    bad: { kind: "errors" },
    owner: "shop",
    description: "Requests to items_list succeed",
    ...varied,
  };
}

export function aLatencyObjective(varied: Partial<Objective> = {}): Objective {
  return anObjective({
    id: "items_list-latency",
    bad: { kind: "slowerThan", limitSeconds: 0.5 },
    ...varied,
  });
}

export function anObservation(varied: Partial<Observation> = {}): Observation {
  return {
    objective: "items_list-errors",
    phase: "main",
    total: 1000,
    bad: 0,
    dropped: 0,
    source: "record",
    ...varied,
  };
}

export const aCalmGenerator: GeneratorHealth = {
  cores: 2,
  cpuShareMean: 0.2,
  cpuShareMax: 0.4,
  saturatedSeconds: 0,
  waitPerTurnSecondsMax: 0.00001,
  lateSeconds: 0,
  maxResidentBytes: 100_000_000,
  samples: 30,
};

export function someFacts(varied: Partial<RunFacts> = {}): RunFacts {
  return {
    scriptErrors: 0,
    wrongBodies: 0,
    interruptedBy: null,
    stopCondition: null,
    endedOnPurpose: false,
    generatorFailure: null,
    generator: aCalmGenerator,
    clockSteps: 0,
    requestsInDoubt: 0,
    plannedIterations: 1000,
    startedIterations: 1000,
    droppedIterations: 0,
    ...varied,
  };
}

export function anExecutor(varied: Partial<K6Executor> = {}): K6Executor {
  return {
    name: "steady",
    phase: "main",
    startSeconds: 0,
    shape: { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 10 },
    sends: [{ endpoint: "items_list", requestsPerIteration: 1 }],
    journey: null,
    expectedStatuses: null,
    judgedBy: null,
    preAllocatedVUs: 10,
    maxVUs: 20,
    gracefulStopSeconds: 11,
    ...varied,
  };
}

export function aResult(varied: Partial<ObjectiveResult> = {}): ObjectiveResult {
  return {
    objective: "items_list-errors",
    phase: "main",
    outcome: "met",
    goal: 0.99,
    share: 1,
    total: 1000,
    bad: 0,
    dropped: 0,
    margin: 0.01,
    interval: { low: 0.9963, high: 1 },
    closeCall: false,
    minimumSamples: minimumSamples(0.99),
    reasons: [],
    ...varied,
  };
}

export function someTraffic(varied: Partial<EndpointTraffic> = {}): EndpointTraffic {
  return {
    endpoint: "items_list",
    phase: "main",
    requests: 1000,
    dropped: 0,
    offeredPerSecond: 100,
    achievedPerSecond: 99.98,
    latencySeconds: { p50: 0.004, p95: 0.0123, p99: 1.25, max: 2 },
    bodiesChecked: 100,
    bodiesWrong: 0,
    ...varied,
  };
}

export function aRecord(varied: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 1,
    runId: "20260102-030405-abcd",
    state: "ended",
    command: ["run", "steady"],
    startedAt: "2026-01-02T03:04:05.000Z",
    endedAt: "2026-01-02T03:04:35.500Z",
    plan: {
      schema: 1,
      runId: "20260102-030405-abcd",
      scenario: "steady",
      seed: 7,
      executors: [anExecutor()],
      objectives: [anObjective()],
      checkEveryNthBody: 10,
      search: null,
      recoveries: [],
      experiments: [],
      data: [],
      soak: false,
      addresses: { shop: "http://127.0.0.1:9000" },
    },
    leftOut: [],
    target: {
      name: "embedded",
      kind: "embedded",
      addresses: { shop: "http://127.0.0.1:9000" },
      metrics: {},
      auth: "none",
      maxRatePerSecond: null,
    },
    versions: { tidemark: "0.1.0", node: "v20.19.0", k6: "v2.2.0", os: "linux x64", summary: "own" },
    git: null,
    scriptSha256: "0".repeat(64),
    facts: someFacts(),
    traffic: [someTraffic()],
    observations: [anObservation()],
    results: [aResult()],
    findings: [],
    trends: [],
    capacity: null,
    recoveries: [],
    experiments: [],
    delivery: null,
    labels: {},
    verdict: { status: "pass", reasons: [] },
    exitCode: 0,
    notes: [],
    ...varied,
  };
}
