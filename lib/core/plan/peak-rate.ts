/**
 * The most requests a second that a plan means to send at any moment, over all endpoints: what a limit
 * on a target is compared with. An executor counts with its own peak for as long as it runs.
 */
import type { K6Executor, LoadPlan, TrafficShape } from "./plan.ts";

/** @returns requests a second; infinite where a closed model is among the executors: the target sets its rate */
export function peakRatePerSecond({ executors }: Pick<LoadPlan, "executors">): number {
  const atStarts = executors.map(({ startSeconds }) =>
    executors
      .filter((executor) => isRunning(executor, startSeconds))
      .reduce((sum, executor) => sum + executorPeak(executor), 0),
  );
  return Math.max(0, ...atStarts);
}

/** The sum can only rise where an executor starts. */
function isRunning({ startSeconds, shape }: K6Executor, atSeconds: number): boolean {
  return startSeconds <= atSeconds && atSeconds < startSeconds + shape.durationSeconds;
}

function executorPeak({ shape, sends }: K6Executor): number {
  const perIteration = sends.reduce((sum, { requestsPerIteration }) => sum + requestsPerIteration, 0);
  return perIteration === 0 ? 0 : perIteration * shapePeak(shape);
}

/** Iterations a second. */
function shapePeak(shape: TrafficShape): number {
  switch (shape.kind) {
    case "constant-arrival-rate":
      return shape.iterationsPerSecond;
    case "ramping-arrival-rate":
      return Math.max(shape.startPerSecond, shape.endPerSecond);
    case "shared-iterations":
      return Infinity;
  }
}
