/** The project's scenarios with their defaults, for `tidemark run --help`. */
import type { ScenarioDefinition } from "../lib/core/plan/plan.ts";
import { count } from "../lib/core/record/units.ts";
import { readDotEnv } from "../lib/node/config/dot-env.ts";
import { readSettings } from "../lib/node/config/read-settings.ts";
import { loadProject } from "../lib/node/project/load-project.ts";
import type { CommandContext } from "./command-context.ts";

/** A project that cannot be read has no say in the help, which must always be there. */
export async function scenarioHelp({ env, workingFolder }: CommandContext): Promise<string> {
  try {
    const given = { scenario: null, flags: {}, urls: [], problems: [] };
    const dotEnv = readDotEnv(workingFolder);
    const { projectFolder } = readSettings(["projectFolder"], { given, env, dotEnv, workingFolder });
    return linesOf((await loadProject(projectFolder)).scenarios).join("\n");
  } catch (error) {
    return `\nScenarios: not known here (${error instanceof Error ? error.message : String(error)})\n`;
  }
}

function linesOf(scenarios: readonly ScenarioDefinition[]): string[] {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const lines = scenarios.map(({ name, summary, defaults }) => {
    return `  ${name.padEnd(width)}  ${summary}${defaultsInWords(defaults)}`;
  });
  return ["", "Scenarios:", ...lines, ""];
}

function defaultsInWords({ ratePerSecond, durationSeconds }: ScenarioDefinition["defaults"]): string {
  const words = [
    ...(ratePerSecond === null ? [] : [`${count(ratePerSecond)}/s`]),
    ...(durationSeconds === null ? [] : [`${count(durationSeconds)} s`]),
  ];
  return words.length === 0 ? "" : ` (${words.join(" for ")})`;
}
