import { expect } from "chai";
import { answersWithin, succeeds } from "../../../../lib/core/objective/builders.ts";
import { objectiveProblems } from "../../../../lib/core/objective/check.ts";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { perCalendarMonth } from "../../../../lib/core/objective/production.ts";
import { anObjective, aSystem } from "../given.ts";

const problemsOf = (varied: Partial<Objective>) =>
  objectiveProblems(aSystem, [anObjective({ goal: 0.99, ...varied })]);

describe("what an objective says about production", () => {
  it("may be left out, or be said in full", () => {
    expect(problemsOf({})).to.deep.equal([]);
    const terms = {
      severity: "ticket",
      runbook: "docs/items.md#slow",
      sla: perCalendarMonth(0.95, ["announced maintenance"]),
      expectedRequestsPerSecond: 0.5,
    } as const;
    expect(problemsOf(terms)).to.deep.equal([]);
  });

  for (const goal of [0.99, 0.995, 1, 0, -1, Number.NaN]) {
    it(`refuses an SLA of ${goal} on an objective of 0.99`, () => {
      const [problem] = problemsOf({ sla: perCalendarMonth(goal) });
      expect(problem).to.include({ code: "sla", field: "sla" });
      expect(problem?.text).to.include(
        `sla.goal must be above 0 and below the objective's own goal of 0.99, got ${goal}`,
      );
    });
  }

  it("accepts an SLA just looser than the objective", () => {
    expect(problemsOf({ sla: perCalendarMonth(0.9899) })).to.deep.equal([]);
  });

  for (const rate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses an expectation of ${rate} requests a second`, () => {
      expect(problemsOf({ expectedRequestsPerSecond: rate })[0]).to.include({
        code: "expectedTraffic",
        field: "expectedRequestsPerSecond",
      });
    });
  }

  for (const runbook of ["", "http://wiki/page", "see the wiki", "docs/page.html"]) {
    it(`refuses the runbook "${runbook}"`, () => {
      expect(problemsOf({ runbook })[0]).to.include({ code: "runbook", field: "runbook" });
    });
  }
});

describe("the builders of objectives", () => {
  const promised = { service: "shop", owner: "shop", periodDays: 28, severity: "ticket" } as const;

  it("give every objective what its service promises", () => {
    expect(succeeds(promised, "items_list", 0.99)).to.deep.equal({
      id: "items_list-errors",
      service: "shop",
      endpoint: "items_list",
      owner: "shop",
      periodDays: 28,
      severity: "ticket",
      goal: 0.99,
      bad: { kind: "errors" },
      description: "Requests to items_list succeed",
    });
  });

  it("let an objective have terms of its own", () => {
    const own = { severity: "page", description: "Lists are quick" } as const;
    expect(answersWithin(promised, "items_list", 0.3, 0.95, own)).to.include({
      ...own,
      id: "items_list-latency",
    });
  });
});
