/** The scenario of a project by its name. A name from a person is checked with the settings, before it gets here. */
import type { ScenarioDefinition } from "../../core/plan/plan.ts";

/** @throws RangeError that lists the known names */
export function scenarioNamed(scenarios: readonly ScenarioDefinition[], name: string): ScenarioDefinition {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const known = scenarios.map((scenario) => scenario.name).join(", ");
  throw new RangeError(`scenario ${name}: not one of the project's; known: ${known}`);
}
