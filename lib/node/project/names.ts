/** Whether the names in a team's data are unique and lead somewhere. */
import type { SystemBehaviour } from "../../core/system/behaviour.ts";
import type { SystemDescription } from "../../core/system/system.ts";
import type { ScenarioDefinition } from "../../core/plan/plan.ts";
import { files } from "./bundle-data.ts";
import { wording, type ProjectProblem } from "./project-error.ts";

export function nameProblems(
  system: SystemDescription,
  behaviour: SystemBehaviour,
  scenarios: readonly ScenarioDefinition[],
): ProjectProblem[] {
  const services = system.services.map((service) => service.name);
  const endpoints = system.endpoints.map((endpoint) => endpoint.name);
  const journeys = (system.journeys ?? []).map((journey) => journey.name);
  return [
    ...repeated(files.system, "service", services),
    ...repeated(files.system, "endpoint", endpoints),
    ...repeated(
      files.scenarios,
      "scenario",
      scenarios.map((scenario) => scenario.name),
    ),
    ...system.endpoints
      .filter((endpoint) => !services.includes(endpoint.service))
      .map(({ name, service }) => unknown(`endpoint ${name}: service`, "service", service, services)),
    ...repeated(
      files.system,
      "data file",
      (system.data ?? []).map(({ name }) => name),
    ),
    ...(system.data ?? []).flatMap(({ name, usedBy }) =>
      usedBy
        .filter((user) => !endpoints.includes(user) && !journeys.includes(user))
        .map((user) =>
          unknown(`data ${name}: usedBy`, "endpoint or journey", user, [...endpoints, ...journeys]),
        ),
    ),
    ...(system.leftovers ?? [])
      .filter(({ service }) => !services.includes(service))
      .map(({ name, service }) => unknown(`leftovers ${name}: service`, "service", service, services)),
    ...Object.keys(behaviour)
      .filter((name) => !endpoints.includes(name))
      .map((name) => unknown("behaviour", "endpoint", name, endpoints)),
  ];
}

function repeated(file: string, kind: string, names: readonly string[]): ProjectProblem[] {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => problem(file, `${kind} ${name}`, wording.repeatedName(kind, name)));
}

function unknown(field: string, kind: string, name: string, known: readonly string[]): ProjectProblem {
  return problem(files.system, field, wording.unknownName(kind, name, known));
}

function problem(file: string, field: string, text: string): ProjectProblem {
  return { code: "wrongName", file, line: null, field, text };
}
