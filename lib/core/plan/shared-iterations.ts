/**
 * The shape "shared iterations", the classic of older tools: so many requests by so many users at
 * once. A closed model: the system sets the pace, and a stall shows in few answers. What it measures
 * is throughput at a concurrency; what it hides is how long people would have waited.
 */
import { plainExecutor, type Traffic } from "./executor.ts";
import { iterationLength } from "./iteration-times.ts";
import type { K6Executor, ScenarioContext } from "./plan.ts";

export interface SharedWork extends Traffic {
  readonly iterations: number;
  /** Virtual users at once. */
  readonly concurrent: number;
  /** What is not done then is dropped. */
  readonly longestSeconds: number;
}

/** @throws PlanError when it sends to an endpoint that the system does not describe */
export function sharedIterations(wanted: SharedWork, context: ScenarioContext): K6Executor {
  const { name, sends, iterations, concurrent, longestSeconds } = wanted;
  return {
    ...plainExecutor(wanted),
    shape: { kind: "shared-iterations", iterations, durationSeconds: longestSeconds },
    preAllocatedVUs: concurrent,
    maxVUs: concurrent,
    gracefulStopSeconds: iterationLength(name, sends, 0, context).gracefulStopSeconds,
  };
}
