/**
 * Whether k6 would run the executors as they are meant: its rules on names, figures within
 * bounds, endpoints that exist and can be reached. Finds a mistake in a scenario before
 * anything starts; the first one found is thrown.
 */
import type { SystemDescription } from "../system/system.ts";
import { describedEndpoint } from "./described-endpoint.ts";
import { PlanError, wording } from "./plan-error.ts";
import type { K6Executor, TrafficShape } from "./plan.ts";
import { judgedExecutors } from "./planned-requests.ts";

export interface ExecutorSurroundings {
  readonly scenario: string;
  readonly system: SystemDescription;
  readonly addresses: Readonly<Record<string, string>>;
}

/** @throws PlanError */
export function checkExecutors(executors: readonly K6Executor[], around: ExecutorSurroundings): void {
  checkSomethingIsSent(executors, around.scenario);
  checkNames(executors, around.scenario);
  for (const executor of executors) {
    checkFigures(executor);
    checkVirtualUsers(executor);
    checkSends(executor, around);
    checkJourney(executor, around);
  }
}

function checkSomethingIsSent(executors: readonly K6Executor[], scenario: string): void {
  if (judgedExecutors({ executors }).some((executor) => executor.sends.length > 0)) return;
  throw new PlanError("nothingSent", null, wording.nothingSent(scenario));
}

function checkNames(executors: readonly K6Executor[], scenario: string): void {
  const seen = new Set<string>();
  for (const { name } of executors) {
    if (!/^[0-9a-zA-Z_-]+$/.test(name)) {
      throw new PlanError("executorName", name, wording.executorName(scenario, name));
    }
    if (seen.has(name))
      throw new PlanError("duplicateExecutor", name, wording.duplicateExecutor(scenario, name));
    seen.add(name);
  }
}

function checkFigures({ name, shape, startSeconds, gracefulStopSeconds }: K6Executor): void {
  for (const [field, value] of Object.entries(aboveZero(shape))) {
    if (!(Number.isFinite(value) && value > 0)) throw badFigure(name, field, "above 0", value);
  }
  for (const [field, value] of Object.entries({ startSeconds, gracefulStopSeconds, ...notNegative(shape) })) {
    if (!(Number.isFinite(value) && value >= 0)) throw badFigure(name, field, "0 or more", value);
  }
  if (shape.kind === "shared-iterations" && !Number.isInteger(shape.iterations)) {
    throw badFigure(name, "iterations", "a whole number", shape.iterations);
  }
}

function aboveZero(shape: TrafficShape): Record<string, number> {
  const { durationSeconds } = shape;
  switch (shape.kind) {
    case "constant-arrival-rate":
      return { iterationsPerSecond: shape.iterationsPerSecond, durationSeconds };
    case "ramping-arrival-rate":
      return { durationSeconds };
    case "shared-iterations":
      return { iterations: shape.iterations, durationSeconds };
  }
}

function notNegative(shape: TrafficShape): Record<string, number> {
  if (shape.kind !== "ramping-arrival-rate") return {};
  return { startPerSecond: shape.startPerSecond, endPerSecond: shape.endPerSecond };
}

function badFigure(executor: string, field: string, rule: string, received: number): PlanError {
  return new PlanError("figure", executor, wording.figure(executor, field, rule, received));
}

function checkVirtualUsers({ name, preAllocatedVUs, maxVUs }: K6Executor): void {
  const isWhole = Number.isInteger(preAllocatedVUs) && Number.isInteger(maxVUs);
  if (isWhole && preAllocatedVUs > 0 && maxVUs >= preAllocatedVUs) return;
  throw new PlanError("virtualUsers", name, wording.virtualUsers(name, preAllocatedVUs, maxVUs));
}

function checkJourney({ name, journey }: K6Executor, { system }: ExecutorSurroundings): void {
  const known = (system.journeys ?? []).map((each) => each.name);
  if (journey === null || known.includes(journey)) return;
  throw new PlanError("unknownJourney", name, wording.unknownJourney(name, journey, known));
}

function checkSends(
  { name, sends }: K6Executor,
  { scenario, system, addresses }: ExecutorSurroundings,
): void {
  for (const { endpoint, requestsPerIteration } of sends) {
    const { service } = describedEndpoint(system, name, endpoint);
    if (!Number.isInteger(requestsPerIteration) || requestsPerIteration <= 0) {
      const text = wording.requestsPerIteration(name, endpoint, requestsPerIteration);
      throw new PlanError("requestsPerIteration", name, text);
    }
    if (addresses[service] === undefined) {
      const text = wording.noAddress(scenario, service, Object.keys(addresses));
      throw new PlanError("noAddress", service, text);
    }
  }
}
