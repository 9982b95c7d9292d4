/** How many requests a second a plan means to send in a stretch of its time. */
import type { K6Executor, LoadPlan } from "../../plan/plan.ts";
import { isClosedModel } from "../../record/closed-model.ts";

/**
 * Mean over the stretch. Null where nothing is offered by rate, or a closed model sends too: it sends
 * when its answers come, so nobody knows beforehand.
 * @param fromSeconds since the plan's start, as `toSeconds`
 */
export function offeredPerSecond(
  { executors }: Pick<LoadPlan, "executors">,
  fromSeconds: number,
  toSeconds: number,
): number | null {
  const active = executors.filter((executor) => overlap(executor, fromSeconds, toSeconds) > 0);
  if (active.length === 0 || active.some(isClosedModel) || toSeconds <= fromSeconds) return null;
  const requests = active.map((executor) => {
    const perIteration = executor.sends.reduce(
      (sum, { requestsPerIteration }) => sum + requestsPerIteration,
      0,
    );
    return iterationsWithin(executor, fromSeconds, toSeconds) * perIteration;
  });
  return requests.reduce((sum, each) => sum + each, 0) / (toSeconds - fromSeconds);
}

function iterationsWithin(executor: K6Executor, from: number, to: number): number {
  const { shape, startSeconds } = executor;
  const seconds = overlap(executor, from, to);
  if (shape.kind === "constant-arrival-rate") return shape.iterationsPerSecond * seconds;
  if (shape.kind === "shared-iterations") return 0;
  const steepness = (shape.endPerSecond - shape.startPerSecond) / shape.durationSeconds;
  const middle = Math.max(from, startSeconds) + seconds / 2 - startSeconds;
  return (shape.startPerSecond + steepness * middle) * seconds;
}

function overlap({ startSeconds, shape }: K6Executor, from: number, to: number): number {
  return Math.max(0, Math.min(to, startSeconds + shape.durationSeconds) - Math.max(from, startSeconds));
}
