/**
 * Do the generated tests notice when an alert is a little wrong? Here every alert of the infrastructure
 * and of two objectives, one of each kind; `npm run test:heavy` does it with all of them.
 */
import { expect } from "chai";
import { alertNames } from "../../../lib/core/rules/names.ts";
import { alertsOf, runMutants } from "./support/mutants.ts";
import { toolForTests } from "./support/tools.ts";

const objectives = ["users_list-errors", "tasks_get-latency"];

describe("the tests of the generated alerts", () => {
  let promtool = "";

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  const alerts = [
    ...objectives.flatMap((id) => alertsOf(`slo-${id}`, id)),
    // Any number makes it fire: there is nothing to get wrong.
    ...alertsOf("infrastructure", "infrastructure").filter(({ rule }) => rule.alert !== alertNames.watchdog),
  ];
  for (const alert of alerts) {
    it(`notice every change of ${alert.file}: ${alert.asks.join(", ")}`, async function () {
      this.timeout(120_000);
      const { mutants, survivors } = await runMutants(promtool, alert);
      expect(survivors).to.deep.equal([]);
      expect(mutants).to.be.above(0);
    });
  }
});
