/**
 * Objectives of one shape have the same rules but for names and limits: what promtool finds with one of them holds for the others.
 */
import { expect } from "chai";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { objectiveRules } from "../../../../lib/core/rules/objective-rules.ts";
import { endpointNamed } from "../../../../lib/core/system/system.ts";
import { system } from "../../../../system/index.ts";
import { objectives } from "../../../../thresholds/index.ts";
import { oneOfEachShape, shapeOf } from "../../../integration/monitoring/support/representatives.ts";

const representatives = oneOfEachShape(objectives);

/** The rules with every name of the objective replaced by what it is. */
function withoutNames(objective: Objective): string {
  const { id, description, owner, runbook = "docs/monitoring.md#error-budget-burn", bad } = objective;
  const { name, service, method, path } = endpointNamed(system, objective.endpoint);
  const limit = bad.kind === "slowerThan" ? String(bad.limitSeconds).replace(".", "\\\\.") : "none";
  const inText: readonly (readonly [string, string])[] = [
    [`service="${service}",method="${method}",endpoint="${path}"`, "ITS REQUESTS"],
    [`le=~"${limit}"`, "ITS LIMIT"],
    [`le=~"${limit}(\\\\.0)?"`, "ITS LIMIT"],
    [description, "ITS DESCRIPTION"],
    [`${service} tells nothing`, "IT TELLS NOTHING"],
    [id, "ITS ID"],
  ];
  const byKey: Readonly<Record<string, string>> = {
    service,
    slo_endpoint: name,
    owner,
    runbook_url: runbook,
  };
  return JSON.stringify(objectiveRules(objective, system, "http://grafana"), (key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (byKey[key] === value) return "ITS";
    return inText.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  });
}

describe("the rules of objectives that agree in kind, goal, period and severity", () => {
  for (const objective of objectives) {
    const representative = representatives.get(shapeOf(objective));
    if (representative === undefined) throw new Error(`no representative of ${objective.id}`);
    if (objective === representative) continue;
    it(`are the same but for names: ${objective.id} and ${representative.id}`, () => {
      const [own, other] = [withoutNames(objective), withoutNames(representative)];
      expect(own === other, own).to.equal(true);
    });
  }

  it("leave few objectives whose tests differ", () => {
    expect(representatives.size).to.be.within(2, objectives.length / 4);
  });
});
