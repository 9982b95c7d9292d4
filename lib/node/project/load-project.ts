/**
 * Reads a team's data once, checks it and freezes it. All problems of one stage are reported
 * together: files, then shapes, then names, objectives and experiments (a name can only be checked in data
 * that has its shape), then files of rows. Whether a scenario's traffic makes sense is `resolvePlan`'s question.
 */
import { resolve } from "node:path";
import type * as z from "zod";
import type { Experiment } from "../../core/experiment/experiment.ts";
import { experimentProblems } from "../../core/experiment/experiment-problems.ts";
import { objectiveProblems } from "../../core/objective/check.ts";
import type { ScenarioDefinition } from "../../core/plan/plan.ts";
import { infrastructureAlerts } from "../../core/rules/infrastructure/infrastructure.ts";
import { alertNames } from "../../core/rules/names.ts";
import type { SystemDescription } from "../../core/system/system.ts";
import { files, loadData, type Exports } from "./bundle-data.ts";
import { readDataFiles } from "./data-files.ts";
import { experimentsSchema } from "./experiments-schema.ts";
import { nameProblems } from "./names.ts";
import { ProjectError, throwIfAny, wholeFile, wording, type ProjectProblem } from "./project-error.ts";
import type { Project } from "./project.ts";
import { behaviourSchema, objectivesSchema, scenariosSchema, systemSchema } from "./schemas.ts";
import { shapeProblems } from "./shape-problems.ts";

export async function loadProject(root: string): Promise<Project> {
  const folder = resolve(root);
  const data = await loadData(folder);
  const problems: ProjectProblem[] = [];
  const system = checked(files.system, data.system, "system", systemSchema, problems);
  const behaviour = checked(files.system, data.system, "behaviour", behaviourSchema, problems);
  const objectives = checked(files.objectives, data.objectives, "objectives", objectivesSchema, problems);
  const scenarios = checked(files.scenarios, data.scenarios, "scenarios", scenariosSchema, problems);
  const experiments =
    data.experiments === null
      ? []
      : checked(files.experiments, data.experiments, "experiments", experimentsSchema, problems);
  throwIfAny(problems);
  throwIfAny([
    ...nameProblems(system, behaviour, scenarios),
    ...objectiveProblems(system, objectives).map((problem) => ({
      ...wholeFile("wrongObjective", files.objectives, problem.text),
      field: problem.field,
    })),
    ...problemsOfExperiments(experiments, system),
  ]);
  const rows = readDataFiles(folder, system.data ?? [], problems);
  throwIfAny(problems);
  return deepFrozen({
    root: folder,
    system,
    objectives,
    scenarios: scenarios.map(guarded),
    experiments,
    data: rows,
  });
}

function problemsOfExperiments(
  experiments: readonly Experiment[],
  system: SystemDescription,
): ProjectProblem[] {
  const alerts = [...Object.values(alertNames), ...infrastructureAlerts.map(({ alert }) => alert)];
  return experimentProblems(experiments, system, [...new Set(alerts)]).map(({ experiment, field, text }) => ({
    ...wholeFile("wrongExperiment", files.experiments, text),
    field: `experiment ${experiment}: ${field}`,
  }));
}

/** On a problem the value is not to be used: the caller throws before. */
function checked<T>(
  file: string,
  exports: Exports,
  name: string,
  schema: z.ZodType<T>,
  problems: ProjectProblem[],
): T {
  if (!Object.hasOwn(exports, name)) {
    problems.push(wholeFile("missingExport", file, wording.noExport(name, Object.keys(exports))));
    return undefined as T;
  }
  const result = schema.safeParse(exports[name]);
  if (result.success) return result.data;
  problems.push(...shapeProblems(file, name, exports[name], result.error));
  return undefined as T;
}

/** A scenario is code of the team: what it throws is theirs to correct, not a crash of ours. */
function guarded(scenario: ScenarioDefinition): ScenarioDefinition {
  return {
    ...scenario,
    traffic(settings, context) {
      try {
        return scenario.traffic(settings, context);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const text = wording.scenarioThrew(scenario.name, message);
        throw new ProjectError([wholeFile("scenarioThrew", files.scenarios, text)], { cause: error });
      }
    },
  };
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
