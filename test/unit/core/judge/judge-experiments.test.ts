import { expect } from "chai";
import { ranExperimentsOf, type RanExperiment } from "../../../../lib/core/chaos/ran-experiment.ts";
import { judge } from "../../../../lib/core/judge/judge.ts";
import type { FaultRecord } from "../../../../lib/core/record/chaos.ts";
import type { RunFacts } from "../../../../lib/core/record/record.ts";
import type { Observation } from "../../../../lib/core/record/verdict.ts";
import { aFaultRecord, aMeasuredFault, aRanExperiment, planned } from "../chaos/given.ts";
import { aCalmGenerator, anObjective, anObservation, aRecord, someFacts } from "../given.ts";

const inPhase = (phase: string, varied: Partial<Observation> = {}) => anObservation({ phase, ...varied });
/** Of 1,000 requests 10 may fail. */
const missed = { bad: 11 };

function judged(given: {
  readonly observations?: readonly Observation[];
  readonly experiments?: readonly RanExperiment[];
  readonly facts?: Partial<RunFacts>;
}) {
  const phases = ["kill-shop-baseline", "kill-shop-fault", "kill-shop-recovery"];
  return judge({
    objectives: [anObjective()],
    observations: given.observations ?? phases.map((phase) => inPhase(phase)),
    facts: someFacts(given.facts),
    trends: [],
    search: null,
    experiments: given.experiments ?? [aRanExperiment()],
    strict: false,
  });
}

const codesOf = ({ verdict }: Pick<ReturnType<typeof judged>, "verdict">) =>
  verdict.reasons.map(({ code }) => code);

describe("judge, for experiments", () => {
  it("passes one that went well, with what came of it", () => {
    const { verdict, experiments } = judged({});
    expect(verdict.status).to.equal("pass");
    expect(experiments).to.deep.equal([
      {
        experiment: "kill-shop",
        driver: "embedded",
        status: "completed",
        verdict: { status: "pass", reasons: [] },
        phases: planned().phases,
        faults: [aFaultRecord()],
        detectedAfterSeconds: { n: 1, reached: 1, median: 0.2, least: 0.2, most: 0.2 },
        recoveredAfterSeconds: { n: 1, reached: 1, median: 12.4, least: 12.4, most: 12.4 },
        lostSeconds: { n: 1, reached: 1, median: 11.8, least: 11.8, most: 11.8 },
      },
    ]);
  });

  it("has none for a run without any", () => {
    expect(judged({ experiments: [], observations: [anObservation()] })).to.deep.include({ experiments: [] });
  });

  it("gives the spread over repetitions, with those that did not recover among them and in no number", () => {
    const after = (recoveredAfterSeconds: number | null, repetition: number): FaultRecord =>
      aFaultRecord({ repetition, measured: aMeasuredFault({ recoveredAfterSeconds }) });
    const ran = aRanExperiment({
      planned: planned({ repetitions: 3 }),
      faults: [after(12, 1), after(null, 2), after(14, 3)],
    });
    const [result] = judged({ experiments: [ran] }).experiments;
    expect(result?.recoveredAfterSeconds).to.deep.equal({
      n: 3,
      reached: 2,
      median: 13,
      least: 12,
      most: 14,
    });
    expect(result?.verdict.status).to.equal("fail");
  });

  it("fails one that missed its degraded objective, and the run with it", () => {
    const observations = [inPhase("kill-shop-baseline"), inPhase("kill-shop-fault", missed)];
    const { verdict, experiments } = judged({ observations });
    expect(experiments[0]?.verdict.status).to.equal("fail");
    expect(verdict.status).to.equal("fail");
  });

  describe("whose baseline was not well", () => {
    const observations = [
      inPhase("kill-shop-baseline", missed),
      inPhase("kill-shop-fault", missed),
      inPhase("kill-shop-recovery"),
    ];

    it("is inconclusive, and what was missed in its phases fails nothing", () => {
      const { verdict, experiments, results } = judged({ observations });
      expect(experiments[0]?.verdict.status).to.equal("inconclusive");
      expect(verdict.status).to.equal("inconclusive");
      expect(verdict.reasons.map(({ code }) => code)).to.deep.equal(["baselineUnhealthy"]);
      // They are told all the same.
      expect(results.map(({ outcome }) => outcome)).to.deep.equal(["missed", "missed", "met"]);
    });

    it("takes nothing from another experiment", () => {
      const other = aRanExperiment({ planned: planned({ name: "pause-shop" }) });
      const { verdict, experiments } = judged({
        observations: [...observations, inPhase("pause-shop-baseline"), inPhase("pause-shop-fault", missed)],
        experiments: [aRanExperiment(), other],
      });
      expect(experiments.map((each) => each.verdict.status)).to.deep.equal(["inconclusive", "fail"]);
      expect(codesOf({ verdict }).slice(0, 2)).to.deep.equal(["missed", "baselineUnhealthy"]);
    });

    it("still fails for a fault that is left", () => {
      const left = aRanExperiment({ faults: [aFaultRecord({ presence: "present" })] });
      expect(judged({ observations, experiments: [left] }).verdict.status).to.equal("fail");
    });
  });

  it("is inconclusive where the generator had no CPU to spare", () => {
    const generator = { ...aCalmGenerator, saturatedSeconds: 10 };
    expect(judged({ facts: { generator } }).experiments[0]?.verdict.status).to.equal("inconclusive");
    const nearly = { ...aCalmGenerator, saturatedSeconds: 9 };
    expect(judged({ facts: { generator: nearly } }).verdict.status).to.equal("pass");
  });

  it("tells once what ended the run and its experiment alike", () => {
    const experiments = [aRanExperiment({ status: "aborted" })];
    const { verdict, ...rest } = judged({
      experiments,
      facts: { stopCondition: "60 % of the requests failed" },
    });
    expect(codesOf({ verdict })).to.deep.equal(["stopCondition"]);
    expect(verdict.status).to.equal("aborted");
    expect(rest.experiments[0]?.verdict.status).to.equal("aborted");
  });

  it("tells once of a generator that failed under an experiment, and not of a stop condition", () => {
    const experiments = [aRanExperiment({ status: "aborted" })];
    const { verdict, ...rest } = judged({
      experiments,
      facts: { generatorFailure: "k6 was ended by SIGKILL" },
    });
    expect(codesOf({ verdict })).to.deep.equal(["generatorFailed"]);
    expect(codesOf(rest.experiments[0]!)).to.deep.equal(["generatorFailed"]);
  });

  it("is aborted with its experiment, where the run says nothing of it", () => {
    expect(judged({ experiments: [aRanExperiment({ status: "aborted" })] }).verdict.status).to.equal(
      "aborted",
    );
  });
});

describe("ranExperimentsOf", () => {
  it("gives the judge what it had, from a record", () => {
    const ran = [aRanExperiment()];
    const { experiments } = judged({ experiments: ran });
    const record = aRecord({ experiments, plan: { ...aRecord().plan, experiments: [planned()] } });
    expect(ranExperimentsOf(record)).to.deep.equal(ran);
    expect(ranExperimentsOf(aRecord({ experiments }))).to.deep.equal([]);
  });
});
