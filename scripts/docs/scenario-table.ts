/** The scenarios of this project with what they send by default. */
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { markdownTable } from "./markdown-table.ts";

/** Instead of a figure of the scenario's own. */
const ofItsTests = "its tests'";

export function scenarioTable(scenarios: readonly ScenarioDefinition[]): string {
  return markdownTable(
    ["command", "what it does", "rate", "duration", "warm-up"],
    scenarios.map(({ name, summary, defaults }) => [
      `\`npm run k6:${name}\``,
      summary,
      defaults.ratePerSecond === null ? ofItsTests : `${defaults.ratePerSecond}/s`,
      defaults.durationSeconds === null ? ofItsTests : `${defaults.durationSeconds} s`,
      `${defaults.warmupSeconds} s`,
    ]),
  );
}
