/** What does a search for the breaking point find, and what of it counts for the verdict? */
import { expect } from "chai";
import { capacityOf, resultsOfSearch, type PlannedStep } from "../../../../lib/core/judge/capacity.ts";
import type { EndpointTraffic } from "../../../../lib/core/record/record.ts";
import type { ObjectiveResult } from "../../../../lib/core/record/verdict.ts";
import { aResult } from "../given.ts";

type Outcome = ObjectiveResult["outcome"];

const planned: readonly PlannedStep[] = [1, 2, 3, 4].map((step) => ({
  phase: `step_0${step}`,
  ratePerSecond: step * 100,
}));

function found(...outcomes: readonly Outcome[]) {
  const results = outcomes.map((outcome, index) => aResult({ phase: `step_0${index + 1}`, outcome }));
  const traffic = outcomes.map((_outcome, index) => trafficOf(`step_0${index + 1}`, (index + 1) * 100));
  const capacity = capacityOf(planned, results, traffic);
  return { capacity, counted: resultsOfSearch(capacity, results).map(({ phase }) => phase) };
}

function trafficOf(phase: string, achievedPerSecond: number): EndpointTraffic {
  return {
    endpoint: "items_list",
    phase,
    requests: achievedPerSecond * 10,
    dropped: 0,
    offeredPerSecond: achievedPerSecond,
    achievedPerSecond,
    latencySeconds: null,
    bodiesChecked: 0,
    bodiesWrong: 0,
  };
}

describe("a search for the breaking point", () => {
  it("finds the rate of the last step before the first miss, and what broke", () => {
    const { capacity, counted } = found("met", "met", "missed");
    expect(capacity.sustainedPerSecond).to.equal(200);
    expect(capacity.brokenBy).to.equal("items_list-errors");
    expect(counted).to.deep.equal(["step_01", "step_02"]);
  });

  it("says nothing of what came after the miss: those steps were cut short", () => {
    const { capacity, counted } = found("met", "missed", "undecided");
    expect(capacity.steps.map(({ phase }) => phase)).to.deep.equal(["step_01", "step_02"]);
    expect(counted).to.deep.equal(["step_01"]);
  });

  it("reaches the ceiling where no step misses", () => {
    const { capacity } = found("met", "met", "met", "met");
    expect(capacity).to.deep.include({ sustainedPerSecond: 400, brokenBy: null });
  });

  it("has no rate, and a miss that counts, where the first step already misses", () => {
    const { capacity, counted } = found("missed", "met");
    expect(capacity.sustainedPerSecond).to.equal(null);
    expect(counted).to.deep.equal(["step_01"]);
  });

  it("goes no further than the first step that could not be decided", () => {
    const { capacity, counted } = found("met", "undecided", "missed");
    expect(capacity.sustainedPerSecond).to.equal(100);
    expect(counted).to.deep.equal(["step_01", "step_02"]);
  });

  it("knows only steps that were sent", () => {
    expect(found().capacity).to.deep.equal({ steps: [], sustainedPerSecond: null, brokenBy: null });
  });
});
