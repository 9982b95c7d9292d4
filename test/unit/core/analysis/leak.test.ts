/** Each rule of a leak by itself: what triggers it, and the nearest that does not. */
import { expect } from "chai";
import type { Growth } from "../../../../lib/core/analysis/growth.ts";
import { judgeGrowth, type LeakQuestion } from "../../../../lib/core/analysis/leak.ts";

/** Ten an hour for an hour, from 100 to 110; the limit is ten hours away. */
const steady: Growth = {
  whole: { perHour: 10, pValue: 0.001 },
  firstHalf: { perHour: 10, pValue: 0.02 },
  secondHalf: { perHour: 10, pValue: 0.02 },
  lastThird: { perHour: 10, pValue: 0.05 },
  from: 100,
  to: 110,
  climb: 10,
  hours: 1,
};

function answer(growth: Partial<Growth>, question: Partial<LeakQuestion> = {}) {
  const asked = { limit: 210, ordinaryGrowth: 2, afterwards: null, plannedUptimeHours: 168, ...question };
  return judgeGrowth({ growth: { ...steady, ...growth }, ...asked });
}

const pace = (perHour: number, pValue: number) => ({ perHour, pValue });

describe("judgeGrowth", () => {
  it("calls steady growth that reaches the limit in time a leak", () => {
    expect(answer({})).to.deep.equal({ outcome: "leak", because: "goesOn", hoursToLimit: 10 });
  });

  it("calls what falls, or never changes, stable", () => {
    const falling = { outcome: "stable", because: "noRise", hoursToLimit: null };
    expect(answer({ whole: pace(-10, 0.001) })).to.deep.equal(falling);
    expect(answer({ whole: pace(0, 1) })).to.deep.equal(falling);
  });

  it("calls a rise stable from p = 0.01 on", () => {
    expect(answer({ whole: pace(10, 0.01) })).to.include({ outcome: "stable", because: "noRise" });
    expect(answer({ whole: pace(10, 0.0099) }).outcome).to.equal("leak");
  });

  it("calls an early climb levelled although the whole does not rise significantly", () => {
    const early = (first: Growth["firstHalf"]) =>
      answer({ whole: pace(1, 0.5), firstHalf: first, secondHalf: pace(0, 1) });
    expect(early(pace(10, 0.0099))).to.include({ outcome: "levelled", because: "flattened" });
    expect(early(pace(10, 0.01))).to.include({ because: "noRise" });
    expect(early(pace(-10, 0.0099))).to.include({ because: "noRise" });
  });

  it("calls growth ordinary below what any process may show, and not at it", () => {
    expect(answer({}, { ordinaryGrowth: 10.1 })).to.include({ outcome: "stable", because: "ordinary" });
    expect(answer({}, { ordinaryGrowth: 10 }).outcome).to.equal("leak");
    const early = { climb: 30, firstHalf: pace(60, 0.001), secondHalf: pace(0, 1) };
    expect(answer(early, { ordinaryGrowth: 30.1 })).to.include({ because: "ordinary" });
    expect(answer(early, { ordinaryGrowth: 30 })).to.include({ outcome: "levelled", because: "flattened" });
  });

  it("calls it levelled where three quarters of the growth or more came back in the cool-down", () => {
    expect(answer({}, { afterwards: 102.5 })).to.include({ outcome: "levelled", because: "cameBack" });
    expect(answer({}, { afterwards: 102.6 }).outcome).to.equal("leak");
  });

  it("calls it levelled where the second half does not go on, at half of the mean pace at most", () => {
    expect(answer({ secondHalf: pace(5, 0.1) })).to.include({ outcome: "levelled", because: "flattened" });
    expect(answer({ secondHalf: pace(5.1, 0.1) })).to.include({
      outcome: "inconclusive",
      because: "unclear",
    });
  });

  it("does not take a significant trickle, a quarter of the mean pace or less, for going on", () => {
    expect(answer({ secondHalf: pace(2.5, 0.001) })).to.include({
      outcome: "levelled",
      because: "flattened",
    });
    expect(answer({ secondHalf: pace(2.6, 0.001) })).to.include({
      outcome: "inconclusive",
      because: "slowing",
    });
  });

  it("does not take a second half for going on that is ordinary were the whole run like it", () => {
    const slower = { firstHalf: pace(14, 0.001), secondHalf: pace(5, 0.001), lastThird: pace(5, 0.001) };
    expect(answer(slower, { ordinaryGrowth: 5.1 })).to.include({ outcome: "levelled", because: "flattened" });
    expect(answer(slower, { ordinaryGrowth: 5 })).to.include({ because: "slowing" });
  });

  it("takes a second half as going on below p = 0.1", () => {
    expect(answer({ secondHalf: pace(10, 0.1) })).to.include({ outcome: "inconclusive", because: "unclear" });
    expect(answer({ secondHalf: pace(10, 0.099) }).outcome).to.equal("leak");
  });

  it("calls it levelled where it slowed down and its last third does not go on", () => {
    const slowing = { firstHalf: pace(14, 0.001), secondHalf: pace(7, 0.01) };
    const resting = answer({ ...slowing, lastThird: pace(7, 0.1) });
    expect(resting).to.include({ outcome: "levelled", because: "flattened" });
    expect(answer({ ...slowing, lastThird: pace(7, 0.099) })).to.include({ because: "slowing" });
  });

  it("is inconclusive where the second half has half of the first half's pace or less", () => {
    const slowing = (second: number) =>
      answer({ firstHalf: pace(14, 0.001), secondHalf: pace(second, 0.01) });
    expect(slowing(7)).to.include({ outcome: "inconclusive", because: "slowing" });
    expect(slowing(7.1).outcome).to.equal("leak");
  });

  it("does not call growth slowing that had not begun in the first half", () => {
    expect(answer({ firstHalf: pace(-1, 0.5), secondHalf: pace(12, 0.01) }).outcome).to.equal("leak");
  });

  it("calls growth stable that does not reach the limit within the planned uptime", () => {
    expect(answer({}, { plannedUptimeHours: 9.9 })).to.include({
      outcome: "stable",
      because: "doesNotMatter",
    });
    expect(answer({}, { plannedUptimeHours: 10 }).outcome).to.equal("leak");
  });

  it("is inconclusive where the limit is further away than 24 times the run's length", () => {
    expect(answer({}, { limit: 351 })).to.include({ outcome: "inconclusive", because: "tooFarAhead" });
    expect(answer({}, { limit: 350 })).to.include({ outcome: "leak", hoursToLimit: 24 });
  });

  it("has no time left where the limit is passed already", () => {
    expect(answer({}, { limit: 105 })).to.include({ outcome: "leak", hoursToLimit: 0 });
  });
});
