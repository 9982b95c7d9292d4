import { expect } from "chai";
import { clopperPearson } from "../../../../lib/core/judge/interval.ts";
import { judgeObjective } from "../../../../lib/core/judge/judge-objective.ts";
import type { RunFacts } from "../../../../lib/core/record/record.ts";
import type { Observation } from "../../../../lib/core/record/verdict.ts";
import { aCalmGenerator, aLatencyObjective, anObjective, anObservation, someFacts } from "../given.ts";

function judged(observation: Partial<Observation>, strict = false, facts: RunFacts = someFacts()) {
  return judgeObjective(anObjective(), anObservation(observation), { facts, strict });
}

const codesOf = (result: ReturnType<typeof judged>) => result.reasons.map((reason) => reason.code);

const busyFor = (saturatedSeconds: number) =>
  someFacts({ generator: { ...aCalmGenerator, saturatedSeconds } });

describe("judgeObjective", () => {
  it("reports the counts, the share, the margin and the interval", () => {
    const result = judged({ total: 1000, bad: 5, dropped: 2 });
    expect(result).to.include({ objective: "items_list-errors", phase: "main", goal: 0.99 });
    expect(result).to.include({ total: 1000, bad: 5, dropped: 2, share: 0.995, minimumSamples: 299 });
    expect(result.margin).to.be.closeTo(0.005, 1e-12);
    expect(result.interval).to.deep.equal(clopperPearson(995, 1000));
  });

  it("has neither share nor margin without an event", () => {
    expect(judged({ total: 0 })).to.include({ outcome: "undecided", share: null, margin: null });
  });

  it("gives no reason for an objective that is met with room to spare", () => {
    expect(judged({ total: 10_000, bad: 10 })).to.deep.include({
      outcome: "met",
      closeCall: false,
      reasons: [],
    });
  });

  it("names the figures of a miss", () => {
    const result = judged({ total: 10_000, bad: 500 });
    expect(result.outcome).to.equal("missed");
    expect(codesOf(result)).to.deep.equal(["missed"]);
    expect(result.reasons[0]!.text).to.equal(
      "items_list-errors: missed. 95 % of 10,000 events were good and 500 bad; the goal is 99 %.",
    );
  });

  it("says how many more samples it takes", () => {
    const result = judged({ total: 120 });
    expect(result.outcome).to.equal("undecided");
    expect(codesOf(result)).to.deep.equal(["tooFewSamples"]);
    expect(result.reasons[0]!.text).to.equal(
      "items_list-errors: undecided. 120 events can't decide a goal of 99 %: it takes 299, 179 more.",
    );
  });

  describe("with dropped requests", () => {
    it("is met where even all of them bad would meet the goal", () => {
      // 990 good of 1000 at worst.
      expect(judged({ total: 990, dropped: 10 }).outcome).to.equal("met");
    });

    it("is undecided where one more could turn the answer", () => {
      // At worst 989 of 1000, at best all.
      const result = judged({ total: 989, dropped: 11 });
      expect(result.outcome).to.equal("undecided");
      expect(codesOf(result)).to.deep.equal(["dropped"]);
      expect(result.reasons[0]!.text).to.match(/11 requests that should have been sent were not/);
    });

    it("is missed where even all of them good would miss the goal", () => {
      // 940 of 1000 at best.
      const result = judged({ total: 900, bad: 60, dropped: 100 });
      expect(result.outcome).to.equal("missed");
      expect(codesOf(result)).to.deep.equal(["missed"]);
    });

    it("says both when the dropped ones matter and the samples are too few", () => {
      // Ten good ones are too few; ten good and ninety bad would be a clear miss.
      const result = judged({ total: 10, dropped: 90 });
      expect(result.outcome).to.equal("undecided");
      expect(codesOf(result)).to.deep.equal(["dropped", "tooFewSamples"]);
    });

    it("never decides on dropped requests alone", () => {
      expect(judged({ total: 0, dropped: 100_000 }).outcome).to.equal("undecided");
    });
  });

  describe("when it is a close call", () => {
    const close = { total: 1000, bad: 9 };

    it("says so and keeps the answer", () => {
      const result = judged(close);
      expect(result).to.include({ outcome: "met", closeCall: true });
      expect(codesOf(result)).to.deep.equal(["closeCall"]);
      expect(result.reasons[0]!.text).to.match(/on either side of the goal of 99 %\.$/);
    });

    it("gives both reasons for a miss", () => {
      const result = judged({ total: 1000, bad: 11 });
      expect(result).to.include({ outcome: "missed", closeCall: true });
      expect(codesOf(result)).to.deep.equal(["missed", "closeCall"]);
    });

    it("is undecided under strict rules, met or missed", () => {
      for (const bad of [9, 11]) {
        const result = judged({ total: 1000, bad }, true);
        expect(result).to.include({ outcome: "undecided", closeCall: true });
        expect(codesOf(result)).to.deep.equal(["closeCall"]);
      }
    });

    it("is one, too, where only the dropped requests make it so", () => {
      // 400 clean events do not straddle 99 % (368 suffice); 400 of 403 do, and still meet it.
      expect(judged({ total: 400 }).closeCall).to.equal(false);
      expect(judged({ total: 400, dropped: 3 })).to.include({ outcome: "met", closeCall: true });
    });

    it("changes nothing under strict rules when there is room to spare", () => {
      expect(judged({ total: 10_000, bad: 10 }, true).outcome).to.equal("met");
    });
  });

  describe("when the load generator was busy", () => {
    const slow = anObservation({ objective: "items_list-latency", total: 10_000, bad: 500 });

    function latency(saturatedSeconds: number, observation = slow) {
      const rules = { facts: busyFor(saturatedSeconds), strict: false };
      return judgeObjective(aLatencyObjective(), observation, rules);
    }

    it("does not believe a latency miss after ten seconds of it", () => {
      const result = latency(10);
      expect(result.outcome).to.equal("undecided");
      expect(codesOf(result)).to.deep.equal(["generatorSaturated"]);
      expect(result.reasons[0]!.text).to.match(/more than 80 % of its 2 cores for 10 s /);
    });

    it("believes it after nine", () => {
      expect(latency(9).outcome).to.equal("missed");
    });

    it("does not believe it either after ten seconds in which it got its turns on the CPU late", () => {
      const late = (lateSeconds: number | null) =>
        judgeObjective(aLatencyObjective(), slow, {
          facts: someFacts({ generator: { ...aCalmGenerator, lateSeconds } }),
          strict: false,
        });
      expect(codesOf(late(10))).to.deep.equal(["generatorSaturated"]);
      expect(late(10).reasons[0]!.text).to.match(
        /turns on the CPU late, by more than 1 ms on average, for 10 s /,
      );
      expect(late(9.9).outcome).to.equal("missed");
      expect(late(null).outcome).to.equal("missed");
    });

    it("believes a latency objective that is met all the same", () => {
      expect(latency(60, { ...slow, bad: 0 }).outcome).to.equal("met");
    });

    it("believes an error miss", () => {
      const result = judged({ total: 10_000, bad: 500 }, false, busyFor(60));
      expect(result.outcome).to.equal("missed");
    });
  });

  it("names the limit of a latency objective and a phase other than the main one", () => {
    const observation = anObservation({ phase: "recovery", total: 1000, bad: 500 });
    const result = judgeObjective(aLatencyObjective(), observation, { facts: someFacts(), strict: false });
    expect(result.reasons[0]!.text).to.equal(
      "items_list-latency in phase recovery: missed. 50 % of 1,000 events were good and 500 bad; " +
        "the goal is 99 % within 500 ms.",
    );
  });
});
