/** What test/integration/monitoring/mutation.test.ts does with two objectives, with every one of them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { alertsOf, runMutants, titleOf } from "../integration/monitoring/support/mutants.ts";
import { toolForTests } from "../integration/monitoring/support/tools.ts";

const rules = readdirSync(join(installRoot(), "monitoring", "prometheus", "rules"));
const files = rules.filter((name) => /^slo-.*\.yml$/.test(name)).map((name) => name.replace(/\.yml$/, ""));

describe("the tests of every objective's alerts", () => {
  let promtool = "";

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  for (const file of files) {
    it(`notice every change of ${file}`, async function () {
      this.timeout(600_000);
      for (const alert of alertsOf(file, file.replace("slo-", ""))) {
        const { mutants, survivors } = await runMutants(promtool, alert);
        expect(survivors, titleOf(alert)).to.deep.equal([]);
        expect(mutants).to.be.above(0);
      }
    });
  }
});
