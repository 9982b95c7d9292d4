import { expect } from "chai";
import { judge } from "../../../../lib/core/judge/judge.ts";
import type { RunFacts } from "../../../../lib/core/record/record.ts";
import type { Observation } from "../../../../lib/core/record/verdict.ts";
import { aLatencyObjective, anObjective, anObservation, someFacts } from "../given.ts";

const clean = anObservation({ total: 10_000 });
const failing = anObservation({ total: 10_000, bad: 500 });
const scarce = anObservation({ total: 10 });

function verdictOn(observation: Observation, facts: Partial<RunFacts> = {}) {
  const input = {
    objectives: [anObjective()],
    observations: [observation],
    ...{ trends: [], search: null, experiments: [], strict: false },
  };
  const { verdict } = judge({ ...input, facts: someFacts(facts) });
  return { status: verdict.status, codes: verdict.reasons.map((reason) => reason.code), verdict };
}

describe("judge", () => {
  it("passes a run whose objectives are met, without a reason", () => {
    expect(verdictOn(clean).verdict).to.deep.equal({ status: "pass", reasons: [] });
  });

  it("fails a run that missed an objective", () => {
    expect(verdictOn(failing)).to.deep.include({ status: "fail", codes: ["missed"] });
  });

  it("is inconclusive about a run with too few samples", () => {
    expect(verdictOn(scarce)).to.deep.include({ status: "inconclusive", codes: ["tooFewSamples"] });
  });

  it("is inconclusive about a run in which nothing was judged", () => {
    const { results, verdict } = judge({
      objectives: [],
      observations: [],
      facts: someFacts(),
      ...{ trends: [], search: null, experiments: [], strict: false },
    });
    expect(results).to.deep.equal([]);
    expect(verdict.status).to.equal("inconclusive");
    expect(verdict.reasons[0]).to.include({ code: "tooFewSamples", objective: null });
  });

  it("does not forget an objective that nothing was observed of", () => {
    const objectives = [anObjective(), aLatencyObjective()];
    const { results, verdict } = judge({
      objectives,
      observations: [clean],
      facts: someFacts(),
      ...{ trends: [], search: null, experiments: [], strict: false },
    });
    expect(results[1]).to.include({ objective: "items_list-latency", outcome: "undecided", total: 0 });
    expect(verdict.status).to.equal("inconclusive");
  });

  it("never judges the warm-up", () => {
    const warmup = { ...failing, phase: "warmup" };
    const input = {
      objectives: [anObjective()],
      facts: someFacts(),
      ...{ trends: [], search: null, experiments: [], strict: false },
    };
    const { results, verdict } = judge({ ...input, observations: [warmup, clean] });
    expect(results.map((result) => result.phase)).to.deep.equal(["main"]);
    expect(verdict.status).to.equal("pass");
  });

  it("judges every other phase by itself", () => {
    const observations = [
      { ...clean, phase: "baseline" },
      { ...failing, phase: "fault" },
    ];
    const { results } = judge({
      objectives: [anObjective()],
      observations,
      facts: someFacts(),
      ...{ trends: [], search: null, experiments: [], strict: false },
    });
    expect(results.map(({ phase, outcome }) => [phase, outcome])).to.deep.equal([
      ["baseline", "met"],
      ["fault", "missed"],
    ]);
  });

  it("lets a miss of one objective outweigh doubt about another", () => {
    const objectives = [aLatencyObjective(), anObjective()];
    const observations = [{ ...scarce, objective: "items_list-latency" }, failing];
    const { verdict } = judge({
      objectives,
      observations,
      facts: someFacts(),
      ...{ trends: [], search: null, experiments: [], strict: false },
    });
    expect(verdict.status).to.equal("fail");
    expect(verdict.reasons.map(({ code }) => code)).to.deep.equal(["missed", "tooFewSamples"]);
  });

  it("passes a close call and is inconclusive about it under strict rules", () => {
    const input = {
      objectives: [anObjective()],
      observations: [anObservation({ total: 1000, bad: 9 })],
      facts: someFacts(),
      trends: [],
      search: null,
      experiments: [],
    };
    expect(judge({ ...input, strict: false }).verdict.status).to.equal("pass");
    expect(judge({ ...input, strict: true }).verdict.status).to.equal("inconclusive");
  });

  describe("about the run itself", () => {
    it("fails on a single exception in the script, whatever the objectives say", () => {
      expect(verdictOn(clean, { scriptErrors: 1 })).to.deep.include({
        status: "fail",
        codes: ["scriptError"],
      });
      expect(verdictOn(clean, { scriptErrors: 0 }).status).to.equal("pass");
    });

    it("fails on a single wrong body, because a fast wrong answer is no service", () => {
      expect(verdictOn(clean, { wrongBodies: 1 })).to.deep.include({
        status: "fail",
        codes: ["wrongBodies"],
      });
      expect(verdictOn(clean, { wrongBodies: 0 }).status).to.equal("pass");
    });

    it("is aborted by a signal, even where an objective was missed", () => {
      const { status, codes, verdict } = verdictOn(failing, { interruptedBy: "SIGINT" });
      expect(status).to.equal("aborted");
      expect(codes).to.deep.equal(["interrupted", "missed"]);
      expect(verdict.reasons[0]!.text).to.match(/by SIGINT/);
    });

    it("is aborted by a stop condition", () => {
      const { status, codes, verdict } = verdictOn(clean, { stopCondition: "error rate above 50 %" });
      expect(status).to.equal("aborted");
      expect(codes).to.deep.equal(["stopCondition"]);
      expect(verdict.reasons[0]!.text).to.match(/error rate above 50 %/);
    });

    it("is aborted when k6 did not do its work, because that says nothing of the system", () => {
      const { status, codes, verdict } = verdictOn(clean, {
        generatorFailure: "k6 ended with code 109, a panic",
      });
      expect(status).to.equal("aborted");
      expect(codes).to.deep.equal(["generatorFailed"]);
      expect(verdict.reasons[0]!.text).to.match(/k6 ended with code 109, a panic/);
    });

    it("is inconclusive when more than 1 % of the plan was never due", () => {
      const { status, codes, verdict } = verdictOn(clean, { startedIterations: 989 });
      expect(status).to.equal("inconclusive");
      expect(codes).to.deep.equal(["rateMissed"]);
      expect(verdict.reasons[0]!.text).to.match(/989 of 1,000 planned iterations \(98\.9 %\)/);
    });

    it("tolerates 1 % of it", () => {
      expect(verdictOn(clean, { startedIterations: 990 }).status).to.equal("pass");
    });

    it("tolerates one iteration of a small plan, and not two", () => {
      const small = { plannedIterations: 10 };
      expect(verdictOn(clean, { ...small, startedIterations: 9 }).status).to.equal("pass");
      expect(verdictOn(clean, { ...small, startedIterations: 8 }).codes).to.deep.equal(["rateMissed"]);
    });

    it("counts dropped iterations as reached: they are judged as unknown events", () => {
      expect(verdictOn(clean, { startedIterations: 900, droppedIterations: 100 }).status).to.equal("pass");
    });

    it("counts them in what it says it came to", () => {
      const { codes, verdict } = verdictOn(clean, { startedIterations: 700, droppedIterations: 100 });
      expect(codes).to.deep.equal(["rateMissed"]);
      expect(verdict.reasons[0]!.text).to.match(/came to 800 of 1,000 planned iterations \(80 %\)/);
    });

    it("does not blame the rate of a run that was cut short", () => {
      expect(verdictOn(clean, { startedIterations: 10, interruptedBy: "SIGTERM" }).codes).to.deep.equal([
        "interrupted",
      ]);
    });

    it("puts a miss before a missed rate", () => {
      const { status, codes } = verdictOn(failing, { startedIterations: 10 });
      expect(status).to.equal("fail");
      expect(codes).to.deep.equal(["missed", "rateMissed"]);
    });
  });

  describe("with observations that contradict themselves", () => {
    for (const [title, message, varied] of [
      ["half an event", "total must be a whole number", { total: 1.5 }],
      ["no number of events", "total must be a whole number", { total: Number.NaN }],
      ["fewer than no bad events", "bad must be a whole number", { bad: -1 }],
      ["endless drops", "dropped must be a whole number", { dropped: Number.POSITIVE_INFINITY }],
      ["more bad events than events", "bad must be at most total", { total: 10, bad: 11 }],
      ["an objective that is not judged", "not among those to judge", { objective: "other-errors" }],
    ] as const) {
      it(`refuses ${title}`, () => {
        expect(() => verdictOn(anObservation(varied))).to.throw(RangeError, message);
      });
    }
  });
});

describe("judge, for a search for the breaking point", () => {
  const steps = ["step_01", "step_02", "step_03"].map((phase, index) => ({
    phase,
    ratePerSecond: 100 * (index + 1),
  }));
  const traffic = steps.map(({ phase, ratePerSecond }) => ({
    endpoint: "items_list",
    phase,
    requests: 1000,
    dropped: 0,
    offeredPerSecond: ratePerSecond,
    achievedPerSecond: ratePerSecond,
    latencySeconds: null,
    bodiesChecked: 0,
    bodiesWrong: 0,
  }));
  const searched = (...badByStep: number[]) =>
    judge({
      objectives: [anObjective()],
      observations: badByStep.map((bad, index) =>
        anObservation({ phase: steps[index]?.phase ?? "", total: 10_000, bad }),
      ),
      facts: someFacts({ endedOnPurpose: true, plannedIterations: 30_000, startedIterations: 20_000 }),
      trends: [],
      search: { steps, traffic },
      experiments: [],
      strict: false,
    });

  it("passes when it found where the system breaks: that is its answer", () => {
    const { verdict, capacity } = searched(0, 500);
    expect(verdict).to.deep.equal({ status: "pass", reasons: [] });
    expect(capacity).to.deep.include({ sustainedPerSecond: 100, brokenBy: "items_list-errors" });
  });

  it("fails when the system breaks at the very first step", () => {
    const { verdict, capacity } = searched(500);
    expect(verdict.status).to.equal("fail");
    expect(capacity?.sustainedPerSecond).to.equal(null);
  });

  it("passes when the ceiling was reached and nothing broke", () => {
    expect(searched(0, 0, 0)).to.deep.nested.include({
      "verdict.status": "pass",
      "capacity.sustainedPerSecond": 300,
    });
  });
});

describe("judge, for a run that was ended as soon as its answer was known", () => {
  const early = { plannedIterations: 10_000, startedIterations: 1_000 };

  it("does not also complain that the plan was not carried out", () => {
    expect(verdictOn(failing, { ...early, endedOnPurpose: true }).codes).to.deep.equal(["missed"]);
  });

  it("complains of it in any other run", () => {
    expect(verdictOn(failing, early).codes).to.include("rateMissed");
  });
});
