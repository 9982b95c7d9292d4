/** A whole record of a finished run, of which a test changes one thing. */
import { goals } from "../../../lib/core/experiment/builder.ts";
import { anExperimentResult, planned } from "../../unit/core/chaos/given.ts";
import type { RunRecord } from "../../../lib/core/record/record.ts";

const runId = "20260802T101530Z-smoke-222222";

export function aRecord(changed: Partial<RunRecord> = {}): RunRecord {
  return { ...finished, ...changed };
}

const objective = {
  id: "list-errors",
  service: "shop",
  endpoint: "list",
  goal: 0.99,
  periodDays: 30,
  bad: { kind: "errors" },
  owner: "shop",
  description: "the list answers",
} as const;

const finished: RunRecord = {
  schema: 1,
  runId,
  state: "ended",
  command: ["tidemark", "run", "smoke"],
  startedAt: "2026-08-02T10:15:30.000Z",
  endedAt: "2026-08-02T10:15:40.000Z",
  plan: {
    schema: 1,
    runId,
    scenario: "smoke",
    seed: 42,
    executors: [
      {
        name: "smoke",
        phase: "main",
        startSeconds: 0,
        shape: { kind: "constant-arrival-rate", iterationsPerSecond: 1, durationSeconds: 10 },
        sends: [{ endpoint: "list", requestsPerIteration: 1 }],
        journey: null,
        expectedStatuses: null,
        judgedBy: null,
        preAllocatedVUs: 1,
        maxVUs: 2,
        gracefulStopSeconds: 30,
      },
    ],
    objectives: [
      objective,
      { ...objective, id: "list-slow", bad: { kind: "slowerThan", limitSeconds: 0.5 } },
    ],
    checkEveryNthBody: 10,
    search: null,
    recoveries: [],
    experiments: [
      planned({ traffic: [{ endpoint: "items_list", ratePerSecond: 6, faultGoals: goals(0.9, 1, 0.9) }] }),
    ],
    data: [],
    soak: false,
    addresses: { shop: "http://127.0.0.1:8000" },
  },
  leftOut: [{ objective: "list-rare", phase: "main", neededSamples: 2995, plannedSamples: 10 }],
  target: {
    name: "embedded",
    kind: "embedded",
    addresses: { shop: "http://127.0.0.1:8000" },
    metrics: {},
    auth: "none",
    maxRatePerSecond: null,
  },
  versions: { tidemark: "0.1.0", node: "v20.20.2", k6: "v2.2.0", os: "linux", summary: "own" },
  git: { commit: "0123abc", dirty: true },
  scriptSha256: "00",
  facts: {
    scriptErrors: 0,
    wrongBodies: 0,
    interruptedBy: null,
    stopCondition: null,
    endedOnPurpose: false,
    generatorFailure: null,
    generator: {
      cores: 2,
      cpuShareMean: 0.1,
      cpuShareMax: null,
      saturatedSeconds: 0,
      waitPerTurnSecondsMax: 0.00001,
      lateSeconds: 0,
      maxResidentBytes: 1,
      samples: 10,
    },
    clockSteps: 0,
    requestsInDoubt: 0,
    plannedIterations: 10,
    startedIterations: 10,
    droppedIterations: 0,
  },
  traffic: [
    {
      endpoint: "list",
      phase: "main",
      requests: 10,
      dropped: 0,
      offeredPerSecond: 1,
      achievedPerSecond: 1,
      latencySeconds: { p50: 0.1, p95: 0.2, p99: 0.3, max: 0.4 },
      bodiesChecked: 1,
      bodiesWrong: 0,
    },
  ],
  observations: [
    { objective: "list-errors", phase: "main", total: 10, bad: 0, dropped: 0, source: "record" },
  ],
  results: [
    {
      objective: "list-errors",
      phase: "main",
      outcome: "undecided",
      goal: 0.99,
      share: 1,
      total: 10,
      bad: 0,
      dropped: 0,
      margin: 0.01,
      interval: { low: 0.69, high: 1 },
      closeCall: false,
      minimumSamples: 299,
      reasons: [{ code: "tooFewSamples", text: "289 more", objective: "list-errors" }],
    },
  ],
  findings: [],
  trends: [],
  capacity: null,
  recoveries: [],
  experiments: [anExperimentResult()],
  delivery: null,
  labels: {},
  verdict: {
    status: "inconclusive",
    reasons: [{ code: "tooFewSamples", text: "289 more", objective: null }],
  },
  exitCode: 3,
  notes: [],
};
