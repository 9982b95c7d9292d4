import { expect } from "chai";
import { burnFactor, burnPairs, promDuration, windowSeconds } from "../../../../lib/core/rules/windows.ts";

describe("the windows of alerts", () => {
  it("are one long and one short, a twelfth of it, as the SRE Workbook has them", () => {
    for (const { long, short } of burnPairs) expect(windowSeconds[long]).to.equal(12 * windowSeconds[short]);
  });

  for (const [seconds, text] of [
    [30, "30s"],
    [90, "90s"],
    [300, "5m"],
    [5400, "90m"],
    [3600, "1h"],
    [86_400, "1d"],
    [0, "0s"],
  ] as const) {
    it(`write ${seconds} seconds as ${text}`, () => expect(promDuration(seconds)).to.equal(text));
  }

  it("have factors by share, period and window: the workbook's, and those of four weeks", () => {
    const factors = (days: number) =>
      burnPairs.map(({ budgetShare, long }) => burnFactor(budgetShare, days, windowSeconds[long]));
    expect(factors(30)).to.deep.equal([14.4, 6, 3, 1]);
    expect(factors(28)).to.deep.equal([13.44, 5.6, 2.8, 0.933333333333]);
  });
});
