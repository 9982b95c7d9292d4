/** A plan with a warm-up and a judged phase, to be varied by a test in the one field that it is about. */
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import { aLatencyObjective, anExecutor, anObjective } from "../core/given.ts";

export function aPlan(varied: Partial<LoadPlan> = {}): LoadPlan {
  return {
    schema: 1,
    runId: "20260102-030405-abcd",
    scenario: "steady",
    seed: 7,
    executors: [
      anExecutor({
        name: "warm",
        phase: "warmup",
        shape: { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 5 },
      }),
      anExecutor({ name: "steady", startSeconds: 5 }),
    ],
    objectives: [anObjective(), aLatencyObjective({ goal: 0.95 })],
    checkEveryNthBody: 10,
    search: null,
    recoveries: [],
    experiments: [],
    data: [],
    soak: false,
    addresses: { shop: "http://127.0.0.1:9000" },
    ...varied,
  };
}
