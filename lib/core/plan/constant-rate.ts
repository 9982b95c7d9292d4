/**
 * The shape "constant arrival rate": requests arrive at a fixed rate whether or not earlier ones
 * were answered (an open model), so a slow system can't slow down its own test. Works out
 * the VUs and how long k6 waits at the end for answers still on their way.
 */
import { plainExecutor, type Traffic } from "./executor.ts";
import { iterationLength } from "./iteration-times.ts";
import type { K6Executor, ScenarioContext } from "./plan.ts";
import { virtualUsers } from "./virtual-users.ts";

export interface ConstantRate extends Traffic {
  /** Requests a second over all endpoints together. */
  readonly ratePerSecond: number;
  readonly durationSeconds: number;
  readonly vus: number | null;
}

/**
 * An executor that starts at once; `afterWarmup` and `oneAfterAnother` move it.
 * @throws PlanError when it sends to an endpoint that the system does not describe
 */
export function constantRate(wanted: ConstantRate, context: ScenarioContext): K6Executor {
  const { name, sends, durationSeconds, vus } = wanted;
  const length = iterationLength(name, sends, 0, context);
  const iterationsPerSecond = wanted.ratePerSecond / length.requests;
  return {
    ...plainExecutor(wanted),
    shape: { kind: "constant-arrival-rate", iterationsPerSecond, durationSeconds },
    ...virtualUsers({ iterationsPerSecond, ...length }, vus),
    gracefulStopSeconds: length.gracefulStopSeconds,
  };
}
