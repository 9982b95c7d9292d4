/**
 * What test/integration/monitoring/mutation.test.ts does with two objectives: the alerts of every one of
 * them, and what is recorded for one of each shape. Those of a shape record the same but for names
 * (test/unit/core/rules/shapes.test.ts), and their tests are made alike. What is recorded of windows, and the
 * tests of it, depend on the kind alone, so it is changed for one objective of each kind.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { objectives } from "../../thresholds/index.ts";
import {
  alertsOf,
  recordingsOf,
  runMutants,
  titleOf,
  type Subject,
} from "../integration/monitoring/support/mutants.ts";
import { oneOfEachShape } from "../integration/monitoring/support/representatives.ts";
import { toolForTests } from "../integration/monitoring/support/tools.ts";
import { nameOf } from "../integration/monitoring/support/written-rules.ts";

const rules = readdirSync(join(installRoot(), "monitoring", "prometheus", "rules"));
const files = rules.filter((name) => /^slo-.*\.yml$/.test(name)).map((name) => name.replace(/\.yml$/, ""));
const shapes = [...oneOfEachShape(objectives).values()];
const oneOfEachKind = [...new Map(shapes.map((objective) => [objective.bad.kind, objective])).values()];

describe("the tests of every objective's rules", () => {
  let promtool = "";
  let made = 0;

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  after("say how many there were", () => {
    process.stdout.write(`    ${made} mutants of objectives' rules\n`);
  });

  async function expectNoSurvivors(subjects: readonly Subject[]): Promise<void> {
    expect(subjects).not.to.deep.equal([]);
    const surviving: string[] = [];
    for (const subject of subjects) {
      const { mutants, survivors } = await runMutants(promtool, subject);
      expect(mutants, titleOf(subject)).to.be.above(0);
      surviving.push(...survivors.map((what) => `${titleOf(subject)}: ${what}`));
      made += mutants;
    }
    expect(surviving).to.deep.equal([]);
  }

  for (const file of files) {
    it(`notice every change of the alerts of ${file}`, async function () {
      this.timeout(600_000);
      await expectNoSurvivors(alertsOf(file, file.replace("slo-", "")));
    });
  }

  for (const objective of shapes) {
    const { id } = objective;
    const isAsked = ({ rule }: Subject) =>
      oneOfEachKind.includes(objective) || !/:rate\w+$/.test(nameOf(rule));
    it(`notice every change of what is recorded for ${id}`, async function () {
      this.timeout(900_000);
      await expectNoSurvivors(recordingsOf(`slo-${id}`, id).filter(isAsked));
    });
  }
});
