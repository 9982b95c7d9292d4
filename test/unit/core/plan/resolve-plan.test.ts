import { expect } from "chai";
import { ObjectiveError } from "../../../../lib/core/objective/objective-error.ts";
import { once } from "../../../../lib/core/plan/executor.ts";
import { PlanError, type PlanErrorCode } from "../../../../lib/core/plan/plan-error.ts";
import type {
  EffectiveSettings,
  K6Executor,
  ScenarioDefinition,
  ScenarioSettings,
} from "../../../../lib/core/plan/plan.ts";
import { nothingSaid } from "../../../../lib/core/plan/effective-settings.ts";
import { resolvePlan, type PlanInput } from "../../../../lib/core/plan/resolve-plan.ts";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { anExecutor, anObjective, aSystem } from "../given.ts";

function scenarioOf(
  executors: readonly K6Executor[],
  ownObjectives: readonly Objective[] | null = null,
): ScenarioDefinition {
  return {
    name: "steady",
    summary: "steady traffic",
    defaults: { ratePerSecond: 100, durationSeconds: 60, warmupSeconds: 5, checkEveryNthBody: 10 },
    traffic: () => ({ executors, ownObjectives }),
  };
}

function inputOf(varied: Partial<PlanInput> = {}): PlanInput {
  return {
    scenario: scenarioOf([anExecutor()]),
    system: aSystem,
    objectives: [anObjective()],
    settings: nothingSaid,
    runId: "run-1",
    seed: 7,
    addresses: { shop: "http://127.0.0.1:9000" },
    ...varied,
  };
}

function settingsGiven(settings: Partial<ScenarioSettings>): EffectiveSettings {
  let received: EffectiveSettings | undefined;
  const spying: ScenarioDefinition = {
    ...scenarioOf([]),
    traffic: (effective) => {
      received = effective;
      return { executors: [anExecutor()], ownObjectives: null };
    },
  };
  resolvePlan(inputOf({ scenario: spying, settings: { ...nothingSaid, ...settings } }));
  return received!;
}

describe("resolvePlan", () => {
  it("gives the whole plan", () => {
    expect(resolvePlan(inputOf())).to.deep.equal({
      plan: {
        schema: 1,
        runId: "run-1",
        scenario: "steady",
        seed: 7,
        executors: [anExecutor()],
        objectives: [anObjective()],
        checkEveryNthBody: 10,
        search: null,
        recoveries: [],
        experiments: [],
        data: [],
        soak: false,
        addresses: { shop: "http://127.0.0.1:9000" },
      },
      leftOut: [],
    });
  });

  it("leaves out what it could not decide", () => {
    const { plan, leftOut } = resolvePlan(inputOf({ objectives: [anObjective({ goal: 0.999 })] }));
    expect(plan.objectives).to.deep.equal([]);
    // 100/s for 10 s against the 2995 that 99.9 % takes.
    expect(leftOut).to.deep.equal([
      { objective: "items_list-errors", phase: "main", neededSamples: 2995, plannedSamples: 1000 },
    ]);
  });

  it("judges by the scenario's own objectives where it has some", () => {
    const own = anObjective({ id: "own", goal: 1 });
    const { plan } = resolvePlan(inputOf({ scenario: scenarioOf([anExecutor()], [own]) }));
    expect(plan.objectives).to.deep.equal([own]);
  });

  describe("settings", () => {
    it("are the scenario's defaults where nothing was set", () => {
      expect(settingsGiven({})).to.deep.equal({
        ratePerSecond: 100,
        durationSeconds: 60,
        warmupSeconds: 5,
        vus: null,
        rampUpSeconds: 0,
        steps: 1,
        parallel: false,
        only: null,
        asked: { ratePerSecond: null, durationSeconds: null },
      });
    });

    it("are what a person set where they did", () => {
      const set = { ratePerSecond: 3, durationSeconds: 20, warmupSeconds: 0, vus: 9 };
      expect(settingsGiven(set)).to.deep.include(set);
    });

    it("shorten a default warm-up to the length of the judged part", () => {
      expect(settingsGiven({ durationSeconds: 3 }).warmupSeconds).to.equal(3);
      expect(settingsGiven({ durationSeconds: 5 }).warmupSeconds).to.equal(5);
    });

    it("keep a longer warm-up that was asked for", () => {
      expect(settingsGiven({ durationSeconds: 3, warmupSeconds: 8 }).warmupSeconds).to.equal(8);
    });
  });

  describe("refuses", () => {
    const arrival = { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 10 } as const;
    const bad: readonly (readonly [string, PlanErrorCode, string | null, readonly K6Executor[]])[] = [
      ["a scenario without an executor", "nothingSent", null, []],
      ["one that only warms up", "nothingSent", null, [anExecutor({ phase: "warmup" })]],
      ["an executor that sends nothing", "nothingSent", null, [anExecutor({ sends: [] })]],
      ["a name that k6 refuses", "executorName", "a b", [anExecutor({ name: "a b" })]],
      ["two executors of one name", "duplicateExecutor", "steady", [anExecutor(), anExecutor()]],
      ["an unknown endpoint", "unknownEndpoint", "steady", [anExecutor({ sends: [once("nope")] })]],
      [
        "half a request",
        "requestsPerIteration",
        "steady",
        [anExecutor({ sends: [{ endpoint: "items_list", requestsPerIteration: 0.5 }] })],
      ],
      ["a rate of 0", "figure", "steady", [anExecutor({ shape: { ...arrival, iterationsPerSecond: 0 } })]],
      [
        "an endless duration",
        "figure",
        "steady",
        [anExecutor({ shape: { ...arrival, durationSeconds: Infinity } })],
      ],
      ["a start before the run", "figure", "steady", [anExecutor({ startSeconds: -1 })]],
      ["no number as grace", "figure", "steady", [anExecutor({ gracefulStopSeconds: Number.NaN })]],
      ["no VU", "virtualUsers", "steady", [anExecutor({ preAllocatedVUs: 0 })]],
      ["half a VU", "virtualUsers", "steady", [anExecutor({ preAllocatedVUs: 1.5 })]],
      ["fewer VUs at most than at the start", "virtualUsers", "steady", [anExecutor({ maxVUs: 9 })]],
    ];
    for (const [title, code, where, executors] of bad) {
      it(title, () => {
        expect(() => resolvePlan(inputOf({ scenario: scenarioOf(executors) })))
          .to.throw(PlanError)
          .that.includes({ kind: "usage", code, where });
      });
    }

    it("a target without the address of a service that is sent to", () => {
      expect(() => resolvePlan(inputOf({ addresses: { other: "http://127.0.0.1:1" } })))
        .to.throw(PlanError, "must have an address for the service shop, got other")
        .that.includes({ code: "noAddress", where: "shop" });
    });

    it("objectives of the team or of the scenario that can't be judged", () => {
      const wrong = anObjective({ goal: 2 });
      expect(() => resolvePlan(inputOf({ objectives: [wrong] }))).to.throw(ObjectiveError);
      const scenario = scenarioOf([anExecutor()], [wrong]);
      expect(() => resolvePlan(inputOf({ scenario }))).to.throw(ObjectiveError);
    });
  });
});
