/** What can be wrong with a scenario's traffic, and how it is said: where, rule, received, remedy. */
import { Failure } from "../record/failure.ts";
import { count } from "../record/units.ts";
import type { DataFile } from "../system/data.ts";

export type PlanErrorCode =
  | "nothingSent"
  | "executorName"
  | "duplicateExecutor"
  | "unknownEndpoint"
  | "requestsPerIteration"
  | "figure"
  | "virtualUsers"
  | "noAddress"
  | "unknownJourney"
  | "weights"
  | "settingNotTaken"
  | "unknownTest"
  | "tooFewRows";

export class PlanError extends Failure {
  declare readonly code: PlanErrorCode;
  /** Where in the plan: the executor's name or the service, or null for the whole scenario. */
  readonly where: string | null;

  constructor(code: PlanErrorCode, where: string | null, message: string) {
    super("usage", code, message);
    this.where = where;
  }
}

export const wording = {
  nothingSent: (scenario: string) =>
    `scenario ${scenario}: must send something in a judged phase, got no executor that does; add one in scenarios/plans/`,
  executorName: (scenario: string, name: string) =>
    `scenario ${scenario}: an executor's name must be letters, digits, "_" or "-" (k6's rule), got "${name}"; rename it`,
  duplicateExecutor: (scenario: string, name: string) =>
    `scenario ${scenario}: an executor's name must be unique, got "${name}" twice; rename one`,
  unknownEndpoint: (executor: string, endpoint: string, known: readonly string[]) =>
    `executor ${executor}: endpoint must be described in system/, got "${endpoint}"; known: ${known.join(", ")}`,
  requestsPerIteration: (executor: string, endpoint: string, received: number) =>
    `executor ${executor}: requests per iteration to ${endpoint} must be a whole number above 0, got ${received}`,
  figure: (executor: string, field: string, rule: string, received: number) =>
    `executor ${executor}: ${field} must be ${rule}, got ${received}`,
  virtualUsers: (executor: string, preAllocated: number, most: number) =>
    `executor ${executor}: VUs must be whole numbers above 0, no more of them allocated at the start than at most, got ${preAllocated} and ${most}`,
  unknownJourney: (executor: string, journey: string, known: readonly string[]) =>
    `executor ${executor}: journey must be described in system/, got "${journey}"; known: ${known.join(", ") || "none"}`,
  weights: (scenario: string, sum: number) =>
    `scenario ${scenario}: the weights of its journeys must add up to 100 %, got ${sum} %; mend them in scenarios/plans/`,
  settingNotTaken: (scenario: string, setting: string, taken: readonly string[]) =>
    `scenario ${scenario}: takes no ${setting}; of the settings that only some scenarios take, it takes ${taken.join(", ") || "none"}`,
  unknownTest: (scenario: string, test: string, known: readonly string[]) =>
    `scenario ${scenario}: --only must name its tests, got "${test}"; tests: ${known.join(", ")}`,
  tooFewRows: ({ name, file }: DataFile, rows: number, needed: number) =>
    `data ${name}: ${file} must have a row for each of ${count(needed)} iterations (k6 may start one more at the end of each executor), got ${count(rows)}; ` +
    `add rows, lower the rate or the duration, or say whenUsedUp: "again" in system/`,
  noAddress: (scenario: string, service: string, known: readonly string[]) =>
    `scenario ${scenario}: the target must have an address for the service ${service}, got ${known.join(", ") || "none"}; add it to the target`,
} as const;
