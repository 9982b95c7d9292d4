/**
 * A warm-up before the judged part: connections open, caches fill, code gets compiled, and none
 * of it is judged. It sends what the judged executors send when they begin, under names and a
 * phase of its own. A short silence between the two lets its last answers arrive, so that they
 * neither burden the first judged second nor keep VUs busy; k6 then uses the warmed VUs, with
 * their open connections, for the judged part instead of allocating as many again.
 */
import { phaseNames } from "../record/names.ts";
import type { K6Executor, TrafficShape } from "./plan.ts";

/** The silence. What the warm-up has not answered by its end is cut off; nobody judges it. */
const DRAIN_SECONDS = 1;

/** Of the iterations of a closed model, which has no beginning to cut off by time. */
const CLOSED_SHARE = 0.05;

/** The warm-up, then `executors` in their order, later by its length; unchanged when that is 0. */
export function afterWarmup(executors: readonly K6Executor[], warmupSeconds: number): readonly K6Executor[] {
  if (warmupSeconds === 0) return executors;
  return [
    ...executors
      .filter((executor) => executor.startSeconds === 0)
      .map((each) => warmupOf(each, warmupSeconds)),
    ...executors.map((executor) => ({
      ...executor,
      startSeconds: executor.startSeconds + warmupSeconds + DRAIN_SECONDS,
    })),
  ];
}

function warmupOf(executor: K6Executor, warmupSeconds: number): K6Executor {
  return {
    ...executor,
    name: `${executor.name}_warmup`,
    phase: phaseNames.warmup,
    shape: beginningOf(executor.shape, warmupSeconds),
    gracefulStopSeconds: DRAIN_SECONDS,
  };
}

function beginningOf(shape: TrafficShape, seconds: number): TrafficShape {
  switch (shape.kind) {
    case "constant-arrival-rate":
      return { ...shape, durationSeconds: seconds };
    case "ramping-arrival-rate": {
      const steepness = (shape.endPerSecond - shape.startPerSecond) / shape.durationSeconds;
      const part = Math.min(seconds, shape.durationSeconds);
      return { ...shape, endPerSecond: shape.startPerSecond + steepness * part, durationSeconds: seconds };
    }
    case "shared-iterations":
      return { ...shape, iterations: Math.ceil(shape.iterations * CLOSED_SHARE), durationSeconds: seconds };
  }
}
