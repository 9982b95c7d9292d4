/** How much a plan means to send, before anything was sent: pure arithmetic on its executors. */
import type { Objective } from "../objective/objective.ts";
import { phaseNames } from "../record/names.ts";
import type { K6Executor, LoadPlan, TrafficShape } from "./plan.ts";

/** Anything with executors: a plan, or what will become one. */
type Planned = Pick<LoadPlan, "executors">;

/** So that 0.29 * 100 counts as 29. */
const ROUNDING = 1e-9;

/** Iterations that the shape starts when nothing holds it up; k6 may add one at the very end. */
export function plannedIterations(shape: TrafficShape): number {
  if (shape.kind === "shared-iterations") return shape.iterations;
  return Math.floor(meanPerSecond(shape) * shape.durationSeconds + ROUNDING);
}

/** Iterations a second over the whole of an open model's shape. */
function meanPerSecond(shape: Exclude<TrafficShape, { kind: "shared-iterations" }>): number {
  return shape.kind === "constant-arrival-rate"
    ? shape.iterationsPerSecond
    : (shape.startPerSecond + shape.endPerSecond) / 2;
}

/** Requests to an endpoint in a phase. */
export function plannedRequests(plan: Planned, endpoint: string, phase: string): number {
  return plan.executors
    .filter((executor) => executor.phase === phase)
    .reduce((sum, executor) => sum + requestsTo(executor, endpoint), 0);
}

/** Phases that are judged, in the order of their first executor. */
export function judgedPhases(plan: Planned): readonly string[] {
  return [...new Set(judgedExecutors(plan).map((executor) => executor.phase))];
}

export function judgedExecutors(plan: Planned): readonly K6Executor[] {
  return plan.executors.filter((executor) => executor.phase !== phaseNames.warmup);
}

/** Whether the objective is to be judged in the phase: its endpoint is sent there, and the phase is judged by it. */
export function isJudgedIn({ executors }: Planned, objective: Objective, phase: string): boolean {
  return judgedExecutors({ executors }).some(
    (executor) =>
      executor.phase === phase &&
      requestsTo(executor, objective.endpoint) > 0 &&
      (executor.judgedBy?.includes(objective.id) ?? true),
  );
}

function requestsTo(executor: K6Executor, endpoint: string): number {
  const perIteration = executor.sends
    .filter((share) => share.endpoint === endpoint)
    .reduce((sum, share) => sum + share.requestsPerIteration, 0);
  return perIteration * plannedIterations(executor.shape);
}
