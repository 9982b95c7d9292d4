import { expect } from "chai";
import { goals } from "../../../../lib/core/experiment/builder.ts";
import type { Experiment } from "../../../../lib/core/experiment/experiment.ts";
import { experimentProblems } from "../../../../lib/core/experiment/experiment-problems.ts";
import { aSystem } from "../given.ts";
import { anExperiment } from "./given.ts";

const alerts = ["ServiceDown", "CpuHigh"];

function problemsOf(...experiments: readonly Experiment[]) {
  return experimentProblems(experiments, aSystem, alerts);
}

function onlyProblemOf(varied: Partial<Experiment>) {
  const problems = problemsOf(anExperiment(varied));
  expect(problems, JSON.stringify(problems)).to.have.lengthOf(1);
  return problems[0]!;
}

describe("experimentProblems", () => {
  it("has nothing to say of a sound experiment", () => {
    expect(problemsOf(anExperiment({ expectedAlert: "ServiceDown" }))).to.deep.equal([]);
  });

  it("finds a name that is there twice, once", () => {
    expect(problemsOf(anExperiment(), anExperiment())).to.deep.equal([
      {
        experiment: "kill-shop",
        field: "name",
        text: 'the name of an experiment must be unique, got "kill-shop" twice; rename one',
      },
    ]);
  });

  it("finds services that the system does not have, in whichever fault names them", () => {
    const faults: readonly Experiment["fault"][] = [
      { kind: "kill", services: ["shop", "shp"] },
      { kind: "latency", link: { to: "service", name: "shp" }, delayMilliseconds: 1, jitterMilliseconds: 0 },
      { kind: "http", service: "shp", errorShare: 0.1, status: 503, delayMilliseconds: 0 },
    ];
    for (const fault of faults) {
      expect(onlyProblemOf({ fault }).text).to.equal(
        'must be a service of the system, got "shp", did you mean shop?; known: shop',
      );
    }
  });

  it("leaves the names of stores to the drivers: no system describes them", () => {
    expect(problemsOf(anExperiment({ fault: { kind: "outage", store: "anything" } }))).to.deep.equal([]);
  });

  it("finds endpoints that are unknown, sent within a journey alone, or named twice", () => {
    const load = (endpoint: string) => ({ endpoint, ratePerSecond: 6 });
    expect(onlyProblemOf({ traffic: [load("item_list")] })).to.include({ field: "traffic[0].endpoint" });
    expect(onlyProblemOf({ traffic: [load("items_list"), load("items_list")] }).text).to.contain(
      "each endpoint once",
    );
    const inJourney = {
      ...aSystem,
      endpoints: aSystem.endpoints.map((endpoint) => ({ ...endpoint, inJourney: "buy" })),
    };
    expect(experimentProblems([anExperiment()], inJourney, alerts)[0]?.text).to.contain("without a journey");
  });

  it("finds an alert that no rule fires", () => {
    expect(onlyProblemOf({ expectedAlert: "ServiceDwn" })).to.deep.include({
      field: "expectedAlert",
      text: 'must be null, or an alert of the rules, got "ServiceDwn", did you mean ServiceDown?; known: ServiceDown, CpuHigh',
    });
  });

  it("finds goals that the planned requests cannot decide, one too few", () => {
    // 95 % takes 59 requests (0.95^58 = 0.051, 0.95^59 = 0.048): 10 s at 6/s are 60, at 5.8/s are 58.
    const withFault = { goals: { ...anExperiment().goals, fault: goals(0.95, 2, 0.9) } };
    const at = (ratePerSecond: number) => [{ endpoint: "items_list", ratePerSecond }];
    expect(problemsOf(anExperiment({ ...withFault, traffic: at(6) }))).to.deep.equal([]);
    const problem = onlyProblemOf({ ...withFault, baselineSeconds: 60, traffic: at(5.8) });
    expect(problem.field).to.equal("goals.fault");
    expect(problem.text).to.contain("items_list gets 58 in the phase, and 59 are needed");
  });

  it("holds goals of an endpoint's own to the same", () => {
    const traffic = [{ endpoint: "items_list", ratePerSecond: 6, faultGoals: goals(0.99, 1, 0.9) }];
    const problem = onlyProblemOf({ traffic });
    expect(problem.field).to.equal("traffic[0].faultGoals");
    expect(problem.text).to.contain("gets 60 in the phase, and 299 are needed");
  });

  it("finds a minimum of samples below what its goals take", () => {
    const fault = { ...goals(0.95, 2, 0.9), minimumSamples: 58 };
    const problem = onlyProblemOf({ goals: { ...anExperiment().goals, fault } });
    expect(problem.text).to.contain("must be at least 59").and.contain("got 58");
  });

  it("finds a limit that is the endpoint's timeout", () => {
    const withLimit = (seconds: number) => ({
      goals: { ...anExperiment().goals, fault: goals(0, seconds, 0.9) },
    });
    expect(problemsOf(anExperiment(withLimit(9.9)))).to.deep.equal([]);
    expect(onlyProblemOf(withLimit(10)).text).to.contain("below the timeout of items_list (10 s), got 10");
  });

  it("wants a recovery watched for as long as it may take, and until it has lasted", () => {
    const pause: Experiment["fault"] = { kind: "pause", services: ["shop"] };
    const within = { recoverySeconds: 40, recoveredWithinSeconds: 38 };
    expect(problemsOf(anExperiment({ fault: pause, ...within }))).to.deep.equal([]);
    const problem = onlyProblemOf({ fault: pause, ...within, recoveredWithinSeconds: 39 });
    expect(problem.text).to.contain("counted from the undo, and 2 s more: 41 s, got 40 s");
  });

  it("counts the fault itself where the recovery counts from the injection", () => {
    expect(problemsOf(anExperiment({ recoverySeconds: 40, recoveredWithinSeconds: 48 }))).to.deep.equal([]);
    expect(onlyProblemOf({ recoverySeconds: 40, recoveredWithinSeconds: 49 }).text).to.contain(
      "from the injection",
    );
  });
});
