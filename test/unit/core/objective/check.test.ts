import { expect } from "chai";
import { checkObjectives, objectiveProblems } from "../../../../lib/core/objective/check.ts";
import { ObjectiveError, type ObjectiveProblem } from "../../../../lib/core/objective/objective-error.ts";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { aLatencyObjective, anObjective, aSystem } from "../given.ts";

function problemOf(varied: Partial<Objective>): Partial<ObjectiveProblem> {
  const problems = objectiveProblems(aSystem, [anObjective(varied)]);
  expect(problems).to.have.lengthOf(1);
  return problems[0]!;
}

describe("checkObjectives", () => {
  it("accepts a list in which everything is well", () => {
    checkObjectives(aSystem, [anObjective(), aLatencyObjective(), anObjective({ id: "all", goal: 1 })]);
  });

  for (const goal of [0, -0.5, 1.01, 99, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses a goal of ${goal}`, () => {
      expect(problemOf({ goal })).to.include({ code: "goal", field: "goal" });
    });
  }

  it("accepts a goal just above 0", () => {
    expect(objectiveProblems(aSystem, [anObjective({ goal: Number.MIN_VALUE })])).to.deep.equal([]);
  });

  it("says where, the rule, what was received and the remedy", () => {
    expect(problemOf({ goal: 99 }).text).to.equal(
      "objective items_list-errors: goal must be above 0 and at most 1, got 99 (number); write 99 % as 0.99",
    );
  });

  for (const periodDays of [0, -1, Number.NaN]) {
    it(`refuses a period of ${periodDays} days`, () => {
      expect(problemOf({ periodDays })).to.include({ code: "period", field: "periodDays" });
    });
  }

  for (const limitSeconds of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses a latency limit of ${limitSeconds} seconds`, () => {
      const problem = problemOf({ bad: { kind: "slowerThan", limitSeconds } });
      expect(problem).to.include({ code: "limit", field: "bad.limitSeconds" });
    });
  }

  for (const id of ["", "two words", "a,b", "a:b", "a{b}"]) {
    it(`refuses the id "${id}", which k6 could not tell from its own syntax`, () => {
      expect(problemOf({ id })).to.include({ code: "noId", field: "id" });
    });
  }

  it("lists the known endpoints for an unknown one", () => {
    const problem = problemOf({ endpoint: "items_lst" });
    expect(problem).to.include({ code: "unknownEndpoint", field: "endpoint" });
    expect(problem.text).to.match(/got "items_lst" \(string\); known: items_list, items_buy$/);
  });

  it("refuses a service that does not serve the endpoint", () => {
    const problem = problemOf({ service: "shoop" });
    expect(problem).to.include({ code: "wrongService", field: "service" });
    expect(problem.text).to.match(/write "shop"$/);
  });

  it("refuses a limit that no request can exceed, because it is given up before", () => {
    const limited = (limitSeconds: number) => ({ bad: { kind: "slowerThan", limitSeconds } }) as const;
    const problem = problemOf(limited(10));
    expect(problem).to.include({ code: "limit", field: "bad.limitSeconds" });
    expect(problem.text).to.match(/below the endpoint's timeout of 10 s, got 10 \(number\)/);
    expect(objectiveProblems(aSystem, [anObjective(limited(9.9))])).to.deep.equal([]);
  });

  it("refuses two objectives of one id, once", () => {
    const problems = objectiveProblems(aSystem, [anObjective(), anObjective(), anObjective()]);
    expect(problems.map(({ code, objective }) => [code, objective])).to.deep.equal([
      ["duplicateId", "items_list-errors"],
    ]);
  });

  it("throws every problem of the list together", () => {
    const list = [anObjective({ goal: 2 }), anObjective({ periodDays: 0 })];
    expect(() => checkObjectives(aSystem, list))
      .to.throw(ObjectiveError)
      .that.satisfies((error: ObjectiveError) => {
        expect(error).to.include({ kind: "usage", code: "objectives" });
        expect(error.problems.map(({ code }) => code)).to.deep.equal(["goal", "period", "duplicateId"]);
        expect(error.message.split("\n")).to.have.lengthOf(3);
        return true;
      });
  });
});
