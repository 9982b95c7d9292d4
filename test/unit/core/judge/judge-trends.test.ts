/** What do a soak's trends make of a run whose objectives are met? */
import { expect } from "chai";
import { judge } from "../../../../lib/core/judge/judge.ts";
import type { TrendOutcome, TrendResult } from "../../../../lib/core/record/trend.ts";
import { anObjective, anObservation, someFacts } from "../given.ts";

function aTrend(outcome: TrendOutcome, varied: Partial<TrendResult> = {}): TrendResult {
  return {
    subject: "api",
    quantity: "residentBytes",
    outcome,
    samples: 120,
    slopePerHour: 0,
    pValue: 0.5,
    hoursToLimit: null,
    text: `api, memory: ${outcome}`,
    ...varied,
  };
}

function verdictWith(trends: readonly TrendResult[], bad = 0) {
  const { verdict } = judge({
    objectives: [anObjective()],
    observations: [anObservation({ total: 10_000, bad })],
    facts: someFacts(),
    trends,
    search: null,
    experiments: [],
    strict: false,
  });
  return { status: verdict.status, codes: verdict.reasons.map(({ code }) => code), verdict };
}

describe("judge, about the trends of a soak", () => {
  it("passes where nothing grew, or what grew levelled off", () => {
    expect(verdictWith([aTrend("stable"), aTrend("levelled")]).verdict).to.deep.equal({
      status: "pass",
      reasons: [],
    });
  });

  it("fails on a single leak, in the words of the trend", () => {
    const { status, codes, verdict } = verdictWith([aTrend("stable"), aTrend("leak")]);
    expect({ status, codes }).to.deep.equal({ status: "fail", codes: ["leak"] });
    expect(verdict.reasons[0]).to.deep.include({ text: "api, memory: leak", objective: null });
  });

  it("fails on a latency that went on growing", () => {
    const latency = aTrend("leak", { subject: "items_list", quantity: "latencyP95Seconds" });
    expect(verdictWith([latency])).to.deep.include({ status: "fail", codes: ["leak"] });
  });

  it("is inconclusive where a trend could not be told", () => {
    expect(verdictWith([aTrend("inconclusive")])).to.deep.include({
      status: "inconclusive",
      codes: ["trendUndecided"],
    });
  });

  it("lets a leak, and a missed objective, outweigh a trend that could not be told", () => {
    expect(verdictWith([aTrend("inconclusive"), aTrend("leak")])).to.deep.include({
      status: "fail",
      codes: ["leak", "trendUndecided"],
    });
    expect(verdictWith([aTrend("inconclusive")], 500).status).to.equal("fail");
  });
});
