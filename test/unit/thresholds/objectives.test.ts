import { expect } from "chai";
import { checkObjectives } from "../../../lib/core/objective/check.ts";
import { minimumSamples } from "../../../lib/core/objective/samples.ts";
import { system } from "../../../system/index.ts";
import { objectives } from "../../../thresholds/index.ts";

const kindsOf = (endpoint: string) =>
  objectives.filter((objective) => objective.endpoint === endpoint).map(({ bad }) => bad.kind);

describe("the team's objectives", () => {
  it("can all be measured and judged on the system", () => {
    checkObjectives(system, objectives);
  });

  for (const { name } of system.endpoints) {
    it(`promise ${name} one share of successes and one of quick answers`, () => {
      expect(kindsOf(name)).to.have.members(["errors", "slowerThan"]);
    });

    it(`promise ${name} no less than the floor: 99 % succeed, 95 % within a second`, () => {
      for (const { bad, goal } of objectives.filter(({ endpoint }) => endpoint === name)) {
        expect(goal).to.be.at.least(bad.kind === "errors" ? 0.99 : 0.95);
        if (bad.kind === "slowerThan") expect(bad.limitSeconds).to.be.at.most(1);
      }
    });
  }

  for (const endpoint of [
    "users_list",
    "users_create",
    "tasks_create",
    "api_health",
    "postgres_health",
    "mongo_health",
  ]) {
    it(`promise ${endpoint} more than the floor in both`, () => {
      for (const { bad, goal } of objectives.filter((objective) => objective.endpoint === endpoint)) {
        expect(goal).to.be.above(bad.kind === "errors" ? 0.99 : 0.95);
      }
    });
  }

  it("have ids that name endpoint and kind", () => {
    for (const { id, endpoint, bad } of objectives) {
      expect(id).to.equal(`${endpoint}-${bad.kind === "errors" ? "errors" : "latency"}`);
    }
  });

  it("can be decided for users_list by half a minute at 50 requests a second", () => {
    for (const { goal } of objectives.filter(({ endpoint }) => endpoint === "users_list")) {
      expect(minimumSamples(goal)).to.be.at.most(30 * 50);
    }
  });
});
