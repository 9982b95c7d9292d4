/** The team's own objectives are some of many: rules and tests for others are run as they are generated. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import type { Objective } from "../../../lib/core/objective/objective.ts";
import { generatedFiles } from "../../../lib/core/rules/generated-files.ts";
import { render } from "../../../lib/node/monitoring/render.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aLatencyObjective, anObjective, aSystem } from "../../unit/core/given.ts";
import { toolForTests } from "./support/tools.ts";

const objectives: readonly Objective[] = [
  anObjective({ id: "strict", goal: 0.9999 }),
  anObjective({ id: "four-weeks", goal: 0.999, periodDays: 28 }),
  anObjective({ id: "loose-without-its-fastest-alert", goal: 0.9 }),
  anObjective({ id: "tickets-only", severity: "ticket" }),
  aLatencyObjective({ id: "whole-seconds", goal: 0.95, bad: { kind: "slowerThan", limitSeconds: 2 } }),
];

describe("generated rules and tests", () => {
  const inFolder = temporaryFolder();
  let promtool = "";

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  for (const objective of objectives) {
    it(`agree for an objective that is ${objective.id}`, async function () {
      this.timeout(120_000);
      const settings = {
        scrapeIntervalSeconds: 15,
        grafanaUrl: "http://g",
        environments: [],
        capacities: [],
      };
      const places = { objectives: "", prometheus: "", settings: "" };
      for (const file of generatedFiles({ objectives: [objective], system: aSystem, settings }, places)) {
        mkdirSync(dirname(inFolder(file.path)), { recursive: true });
        writeFileSync(inFolder(file.path), render(file));
      }
      const cwd = inFolder("prometheus", "tests", objective.id);
      const tests = readdirSync(cwd);
      const { exitCode, all } = await execa(promtool, ["test", "rules", ...tests], {
        cwd,
        all: true,
        reject: false,
      });
      expect(exitCode, all).to.equal(0);
      expect(tests.includes("1h.yml")).to.equal(objective.goal > 0.93);
    });
  }
});
