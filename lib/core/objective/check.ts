/**
 * Whether a list of objectives can be measured and judged on a system. Looks at each
 * objective and at the list; says nothing on whether a goal is wise.
 */
import type { Endpoint, SystemDescription } from "../system/system.ts";
import { productionProblems } from "./check-production.ts";
import { ObjectiveError, wording, type ObjectiveProblem } from "./objective-error.ts";
import type { Objective } from "./objective.ts";

/** @throws ObjectiveError with every problem of the list */
export function checkObjectives(system: SystemDescription, objectives: readonly Objective[]): void {
  const problems = objectiveProblems(system, objectives);
  if (problems.length > 0) throw new ObjectiveError(problems);
}

/** Every problem, in the order of the list; empty when all is well. */
export function objectiveProblems(
  system: SystemDescription,
  objectives: readonly Objective[],
): readonly ObjectiveProblem[] {
  return [
    ...objectives.flatMap((objective) => [
      ...idProblems(objective),
      ...figureProblems(objective),
      ...placeProblems(objective, system),
      ...productionProblems(objective),
    ]),
    ...duplicateProblems(objectives),
  ];
}

function idProblems({ id, endpoint }: Objective): readonly ObjectiveProblem[] {
  if (/^[\w.-]+$/.test(id)) return [];
  return [{ code: "noId", objective: id, field: "id", text: wording.noId(endpoint, id) }];
}

function figureProblems({ id, goal, periodDays, bad }: Objective): readonly ObjectiveProblem[] {
  const problems: ObjectiveProblem[] = [];
  if (!isPositive(goal) || goal > 1) {
    problems.push({ code: "goal", objective: id, field: "goal", text: wording.goal(id, goal) });
  }
  if (!isPositive(periodDays)) {
    problems.push({
      code: "period",
      objective: id,
      field: "periodDays",
      text: wording.period(id, periodDays),
    });
  }
  if (bad.kind === "slowerThan" && !isPositive(bad.limitSeconds)) {
    const text = wording.limit(id, bad.limitSeconds);
    problems.push({ code: "limit", objective: id, field: "bad.limitSeconds", text });
  }
  return problems;
}

function placeProblems(objective: Objective, system: SystemDescription): readonly ObjectiveProblem[] {
  const { id, service, endpoint } = objective;
  const found: Endpoint | undefined = system.endpoints.find((candidate) => candidate.name === endpoint);
  if (found === undefined) {
    const known = system.endpoints.map((candidate) => candidate.name);
    const text = wording.unknownEndpoint(id, endpoint, known);
    return [{ code: "unknownEndpoint", objective: id, field: "endpoint", text }];
  }
  if (found.service !== service) {
    const text = wording.wrongService(id, service, endpoint, found.service);
    return [{ code: "wrongService", objective: id, field: "service", text }];
  }
  return timeoutProblems(objective, found);
}

/** A request is given up at its timeout: nothing slower than that is ever seen. */
function timeoutProblems({ id, bad }: Objective, { timeoutSeconds }: Endpoint): readonly ObjectiveProblem[] {
  if (bad.kind !== "slowerThan" || !isPositive(bad.limitSeconds)) return []; // told already
  if (bad.limitSeconds < timeoutSeconds) return [];
  const text = wording.limitBeyondTimeout(id, bad.limitSeconds, timeoutSeconds);
  return [{ code: "limit", objective: id, field: "bad.limitSeconds", text }];
}

function duplicateProblems(objectives: readonly Objective[]): readonly ObjectiveProblem[] {
  const ids = objectives.map((objective) => objective.id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((id) => ({
    code: "duplicateId",
    objective: id,
    field: "id",
    text: wording.duplicateId(id),
  }));
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
