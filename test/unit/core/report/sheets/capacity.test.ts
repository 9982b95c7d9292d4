import { expect } from "chai";
import { capacitySentence, capacitySheet } from "../../../../../lib/core/report/sheets/capacity.ts";
import { told } from "./told.ts";

describe("capacitySheet and capacitySentence", () => {
  const steps = [
    { phase: "step_01", ratePerSecond: 100, achievedPerSecond: 99.98, outcome: "met" },
    { phase: "step_02", ratePerSecond: 200, achievedPerSecond: 150, outcome: "missed" },
  ] as const;

  it("tell each step", () => {
    const capacity = { steps, sustainedPerSecond: 100, brokenBy: "items_list-errors" };
    expect(told(capacitySheet(capacity))).to.deep.equal([
      { step: "step_01", rate: "100/s", achieved: "99.98/s", result: "met" },
      { step: "step_02", rate: "200/s", achieved: "150/s", result: "missed" },
    ]);
    expect(capacitySentence(capacity)).to.equal(
      "100/s is sustained: every objective was met there and at all lower rates. items_list-errors broke at 200/s.",
    );
  });

  it("do not call a ceiling what could not be told", () => {
    const open = { ...steps[1], outcome: "undecided" } as const;
    expect(capacitySentence({ steps: [steps[0], open], sustainedPerSecond: 100, brokenBy: null })).to.match(
      /From 200\/s on it could not be told, see the reasons; beyond doubt nothing broke\.$/,
    );
  });

  it("say so where the ceiling was reached, the first step broke, or nothing was judged", () => {
    expect(capacitySentence({ steps: [steps[0]], sustainedPerSecond: 100, brokenBy: null })).to.match(
      /No objective broke: the ceiling was reached first\.$/,
    );
    expect(capacitySentence({ steps: [steps[1]], sustainedPerSecond: null, brokenBy: "x" })).to.equal(
      "No rate that was tried is sustained. x broke at 200/s.",
    );
    expect(capacitySentence({ steps: [], sustainedPerSecond: null, brokenBy: null })).to.equal(
      "No step was judged: nothing is known of the capacity.",
    );
    expect(capacitySheet(null).rows).to.deep.equal([]);
  });
});
