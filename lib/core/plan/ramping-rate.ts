/**
 * The shape "ramping arrival rate": an open model whose rate changes evenly from one figure to
 * another. VUs are those that the higher of the two takes.
 */
import { plainExecutor, type Traffic } from "./executor.ts";
import { iterationLength } from "./iteration-times.ts";
import type { K6Executor, ScenarioContext } from "./plan.ts";
import { virtualUsers } from "./virtual-users.ts";

export interface RampingRate extends Traffic {
  /** Requests a second over all endpoints together, 0 or more. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  readonly durationSeconds: number;
  readonly vus: number | null;
}

/** @throws PlanError when it sends to an endpoint that the system does not describe */
export function rampingRate(wanted: RampingRate, context: ScenarioContext): K6Executor {
  const { name, sends, fromPerSecond, toPerSecond, durationSeconds, vus } = wanted;
  const length = iterationLength(name, sends, 0, context);
  const [startPerSecond, endPerSecond] = [fromPerSecond / length.requests, toPerSecond / length.requests];
  const iterationsPerSecond = Math.max(startPerSecond, endPerSecond);
  return {
    ...plainExecutor(wanted),
    shape: { kind: "ramping-arrival-rate", startPerSecond, endPerSecond, durationSeconds },
    ...virtualUsers({ iterationsPerSecond, ...length }, vus),
    gracefulStopSeconds: length.gracefulStopSeconds,
  };
}
