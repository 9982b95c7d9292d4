/** Objectives that the team has none of, and whether their generated tests pass with their generated rules. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { generatedFiles } from "../../../../lib/core/rules/generated-files.ts";
import { render } from "../../../../lib/node/monitoring/render.ts";
import { aLatencyObjective, anObjective, aSystem } from "../../../unit/core/given.ts";

export interface OtherObjective {
  readonly objective: Objective;
  /** Files of tests in which it differs most from the team's own. */
  readonly differsIn: readonly string[];
}

export const otherObjectives: readonly OtherObjective[] = [
  { objective: anObjective({ id: "strict", goal: 0.9999 }), differsIn: ["1h.yml", "period.yml"] },
  {
    objective: anObjective({ id: "four-weeks", goal: 0.999, periodDays: 28 }),
    differsIn: ["1h.yml", "3d.yml"],
  },
  {
    objective: anObjective({ id: "loose-without-its-fastest-alert", goal: 0.9 }),
    differsIn: ["presence.yml", "6h.yml"],
  },
  { objective: anObjective({ id: "tickets-only", severity: "ticket" }), differsIn: ["presence.yml"] },
  {
    objective: aLatencyObjective({
      id: "whole-seconds",
      goal: 0.95,
      bad: { kind: "slowerThan", limitSeconds: 2 },
    }),
    differsIn: ["presence.yml"],
  },
];

/** @param isRun chosen of the files of tests @returns the names of all of them */
export async function expectAgreement(
  promtool: string,
  objective: Objective,
  inFolder: (...path: string[]) => string,
  isRun: (file: string) => boolean,
): Promise<readonly string[]> {
  const settings = {
    scrapeIntervalSeconds: 15,
    grafanaUrl: "http://g",
    environments: [],
    capacities: [],
    excluded: [],
  };
  const places = { objectives: "", prometheus: "", settings: "" };
  for (const file of generatedFiles({ objectives: [objective], system: aSystem, settings }, places)) {
    mkdirSync(dirname(inFolder(file.path)), { recursive: true });
    writeFileSync(inFolder(file.path), render(file));
  }
  const cwd = inFolder("prometheus", "tests", objective.id);
  const tests = readdirSync(cwd);
  const chosen = tests.filter(isRun);
  expect(chosen).not.to.deep.equal([]);
  const { exitCode, all } = await execa(promtool, ["test", "rules", ...chosen], {
    cwd,
    all: true,
    reject: false,
  });
  expect(exitCode, all).to.equal(0);
  return tests;
}
