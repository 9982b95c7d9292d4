/**
 * Do the generated tests notice when a rule is a little wrong? Here every rule of the infrastructure and
 * the alerts of two objectives, one of each kind; `npm run test:heavy` does it with the alerts of all,
 * and with what is recorded for one objective of each shape.
 */
import { expect } from "chai";
import { alertNames } from "../../../lib/core/rules/names.ts";
import { alertsOf, runMutants, subjectsOf, titleOf } from "./support/mutants.ts";
import { nameOf } from "./support/written-rules.ts";
import { toolForTests } from "./support/tools.ts";

const objectives = ["users_list-errors", "tasks_get-latency"];

/** A metric as it is, with nothing to get wrong; and what fires with any number. */
const unchangeable: readonly string[] = [
  "saturation:postgres_longest_transaction:seconds",
  "saturation:event_loop_lag:seconds",
  alertNames.watchdog,
];

describe("the tests of the generated rules", () => {
  let promtool = "";

  before("need promtool", async function () {
    promtool = (await toolForTests(this, "promtool")).path;
  });

  const infrastructure = subjectsOf("infrastructure", "infrastructure");
  const subjects = [
    ...objectives.flatMap((id) => alertsOf(`slo-${id}`, id)),
    ...infrastructure.filter((subject) => !unchangeable.includes(nameOf(subject.rule))),
  ];
  for (const subject of subjects) {
    it(`notice every change of ${titleOf(subject)}`, async function () {
      this.timeout(120_000);
      const { mutants, survivors } = await runMutants(promtool, subject);
      expect(survivors).to.deep.equal([]);
      expect(mutants).to.be.above(0);
    });
  }
});
