/** The scenarios of this project with what they send by default. */
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { markdownTable } from "./markdown-table.ts";

export function scenarioTable(scenarios: readonly ScenarioDefinition[]): string {
  return markdownTable(
    ["command", "what it does", "rate", "duration", "warm-up"],
    scenarios.map(({ name, summary, defaults }) => [
      `\`npm run k6:${name}\``,
      summary,
      `${defaults.ratePerSecond}/s`,
      `${defaults.durationSeconds} s`,
      `${defaults.warmupSeconds} s`,
    ]),
  );
}
