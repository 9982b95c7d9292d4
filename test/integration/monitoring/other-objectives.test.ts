/**
 * The team's own objectives are some of many: rules and tests for others are run as they are generated,
 * here the tests in which each differs most; `npm run test:heavy` runs all of theirs.
 */
import { expect } from "chai";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { expectAgreement, otherObjectives } from "./support/other-objectives.ts";
import { toolForTests } from "./support/tools.ts";

describe("generated rules and tests", () => {
  const inFolder = temporaryFolder();
  let promtool = "";

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  for (const { objective, differsIn } of otherObjectives) {
    it(`agree for an objective that is ${objective.id}`, async function () {
      this.timeout(120_000);
      const isRun = (file: string) => differsIn.includes(file);
      const tests = await expectAgreement(promtool, objective, inFolder, isRun);
      expect(tests).to.include.members([...differsIn]);
      expect(tests.includes("1h.yml")).to.equal(objective.goal > 0.93);
    });
  }
});
