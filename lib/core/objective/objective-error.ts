/** What can be wrong with a list of objectives, and how it is said: where, rule, received, remedy. */
import { Failure } from "../record/failure.ts";
import type { Objective } from "./objective.ts";

export type ObjectiveProblemCode =
  | "noId"
  | "duplicateId"
  | "goal"
  | "period"
  | "limit"
  | "unknownEndpoint"
  | "wrongService"
  | "sla"
  | "expectedTraffic"
  | "runbook";

export interface ObjectiveProblem {
  readonly code: ObjectiveProblemCode;
  /** The objective's id. */
  readonly objective: string;
  readonly field: keyof Objective | "bad.limitSeconds";
  readonly text: string;
}

/** All problems of a list together; `code` is `objectives`, the single ones are in `problems`. */
export class ObjectiveError extends Failure {
  readonly problems: readonly ObjectiveProblem[];

  constructor(problems: readonly ObjectiveProblem[]) {
    super("usage", "objectives", problems.map((problem) => problem.text).join("\n"));
    this.problems = problems;
  }
}

export const wording = {
  noId: (endpoint: string, id: unknown) =>
    `objective on ${endpoint}: id must be letters, digits, "_", "." or "-", got ${received(id)}; name it, e.g. ${endpoint}-errors`,
  duplicateId: (id: string) =>
    `objective ${id}: id must be unique, got it twice; rename one, or drop the one that is not meant`,
  goal: (id: string, goal: unknown) =>
    `objective ${id}: goal must be above 0 and at most 1, got ${received(goal)}; write 99 % as 0.99`,
  period: (id: string, days: unknown) =>
    `objective ${id}: periodDays must be above 0, got ${received(days)}; 30 is usual`,
  limit: (id: string, seconds: unknown) =>
    `objective ${id}: bad.limitSeconds must be above 0, got ${received(seconds)}; it is in seconds: 300 ms is 0.3`,
  limitBeyondTimeout: (id: string, seconds: number, timeoutSeconds: number) =>
    `objective ${id}: bad.limitSeconds must be below the endpoint's timeout of ${timeoutSeconds} s, got ${received(seconds)}; ` +
    `what takes longer is given up and never seen: lower the limit, or raise the timeout in system/`,
  unknownEndpoint: (id: string, endpoint: string, known: readonly string[]) =>
    `objective ${id}: endpoint must be described in system/, got ${received(endpoint)}; known: ${known.join(", ")}`,
  wrongService: (id: string, service: string, endpoint: string, right: string) =>
    `objective ${id}: service must be the one that serves ${endpoint}, got ${received(service)}; write "${right}"`,
  sla: (id: string, slaGoal: unknown, goal: number) =>
    `objective ${id}: sla.goal must be above 0 and below the objective's own goal of ${goal}, got ${received(slaGoal)}; ` +
    `promise customers less than the team promises itself`,
  expectedTraffic: (id: string, rate: unknown) =>
    `objective ${id}: expectedRequestsPerSecond must be above 0, got ${received(rate)}; leave it out where nobody knows`,
  runbook: (id: string, runbook: unknown) =>
    `objective ${id}: runbook must be an https:// address or a Markdown page of the repository, got ${received(runbook)}; ` +
    `write https://... or docs/page.md#section`,
} as const;

function received(value: unknown): string {
  const shown = typeof value === "string" ? `"${value}"` : String(value);
  return `${shown} (${typeof value})`;
}
