import { expect } from "chai";
import { goals } from "../../../../lib/core/experiment/builder.ts";
import { chaosTraffic } from "../../../../lib/core/plan/chaos-traffic.ts";
import { PlanError } from "../../../../lib/core/plan/plan-error.ts";
import { plannedRequests } from "../../../../lib/core/plan/planned-requests.ts";
import { anExperiment } from "../experiment/given.ts";
import { aLatencyObjective, aSystem } from "../given.ts";

const context = { system: aSystem, objectives: [] };
const unasked = { warmupSeconds: 0, vus: null, asked: { ratePerSecond: null, durationSeconds: null } };
const both = [
  { endpoint: "items_list", ratePerSecond: 6 },
  { endpoint: "items_buy", ratePerSecond: 3 },
];
const phasesOf = ({ experiments }: ReturnType<typeof chaosTraffic>) =>
  experiments.flatMap(({ phases }) =>
    phases.map(({ phase, repetition, startSeconds, endSeconds }) => [
      phase,
      repetition,
      startSeconds,
      endSeconds,
    ]),
  );

describe("chaosTraffic", () => {
  it("has a baseline, a fault and a recovery that follow each other at once", () => {
    expect(phasesOf(chaosTraffic([anExperiment()], unasked, context))).to.deep.equal([
      ["kill-shop-baseline", 0, 0, 30],
      ["kill-shop-fault", 1, 30, 40],
      ["kill-shop-recovery", 1, 40, 80],
    ]);
  });

  it("repeats fault and recovery, not the baseline, and numbers them", () => {
    expect(phasesOf(chaosTraffic([anExperiment({ repetitions: 2 })], unasked, context))).to.deep.equal([
      ["kill-shop-baseline", 0, 0, 30],
      ["kill-shop-fault-1", 1, 30, 40],
      ["kill-shop-recovery-1", 1, 40, 80],
      ["kill-shop-fault-2", 2, 80, 90],
      ["kill-shop-recovery-2", 2, 90, 130],
    ]);
  });

  it("runs one experiment after another, all later by the warm-up, which the first one's endpoints get", () => {
    const other = anExperiment({ name: "pause-shop" });
    const traffic = chaosTraffic([anExperiment(), other], { ...unasked, warmupSeconds: 5 }, context);
    expect(phasesOf(traffic).map(([phase, , start]) => [phase, start])).to.deep.equal([
      ["kill-shop-baseline", 6],
      ["kill-shop-fault", 36],
      ["kill-shop-recovery", 46],
      ["pause-shop-baseline", 86],
      ["pause-shop-fault", 116],
      ["pause-shop-recovery", 126],
    ]);
    expect(traffic.executors.filter(({ phase }) => phase === "warmup")).to.have.lengthOf(1);
  });

  it("has a user ready for every request that hangs for as long as the fault, up to its timeout", () => {
    const users = (varied: Parameters<typeof anExperiment>[0], vus: number | null = null) =>
      chaosTraffic(
        [anExperiment(varied)],
        { ...unasked, vus },
        { ...context, objectives: [aLatencyObjective()] },
      ).executors.map(({ preAllocatedVUs, maxVUs }) => [preAllocatedVUs, maxVUs]);
    const [calm = [], kill, recovery] = users({});
    expect([kill, recovery]).to.deep.equal([calm, calm]);
    const most = calm[1] ?? 0;
    const pause = { kind: "pause", services: ["shop"] } as const;
    expect(users({ fault: pause, faultSeconds: 3 })).to.deep.equal([calm, [6 * (3 + 1), most], calm]);
    expect(users({ fault: pause, faultSeconds: 60 })).to.deep.equal([calm, [most, most], calm]);
    expect(users({ fault: pause, faultSeconds: 60 }, 2)[1]).to.deep.equal([2, 2]);
  });

  it("sends to each endpoint by an executor of its own, at its own rate in every phase", () => {
    const { executors } = chaosTraffic([anExperiment({ traffic: both })], unasked, context);
    expect(executors).to.have.lengthOf(3 * 2);
    expect(plannedRequests({ executors }, "items_list", "kill-shop-fault")).to.equal(60);
    expect(plannedRequests({ executors }, "items_buy", "kill-shop-fault")).to.equal(30);
    expect(plannedRequests({ executors }, "items_buy", "kill-shop-recovery")).to.equal(120);
  });

  it("judges each phase by the goals of its role alone", () => {
    const { executors, ownObjectives } = chaosTraffic([anExperiment({ repetitions: 2 })], unasked, context);
    const judgedBy = (phase: string) => executors.find((executor) => executor.phase === phase)?.judgedBy;
    expect(judgedBy("kill-shop-baseline")).to.deep.equal([
      "kill-shop-baseline-items_list-errors",
      "kill-shop-baseline-items_list-latency",
    ]);
    // Nothing is promised of its success.
    expect(judgedBy("kill-shop-fault-1")).to.deep.equal(["kill-shop-fault-items_list-latency"]);
    expect(judgedBy("kill-shop-fault-2")).to.deep.equal(judgedBy("kill-shop-fault-1"));
    expect(ownObjectives?.map(({ id, goal, bad }) => [id, goal, bad])).to.deep.equal([
      ["kill-shop-baseline-items_list-errors", 0.98, { kind: "errors" }],
      ["kill-shop-baseline-items_list-latency", 0.95, { kind: "slowerThan", limitSeconds: 1 }],
      ["kill-shop-fault-items_list-latency", 0.9, { kind: "slowerThan", limitSeconds: 2 }],
      ["kill-shop-recovery-items_list-errors", 0.8, { kind: "errors" }],
      ["kill-shop-recovery-items_list-latency", 0.8, { kind: "slowerThan", limitSeconds: 1 }],
    ]);
  });

  it("judges an endpoint that the fault must not touch by goals of its own, while the fault lasts", () => {
    const traffic = [both[0]!, { ...both[1]!, faultGoals: goals(0.9, 1, 0) }];
    const { ownObjectives } = chaosTraffic([anExperiment({ traffic })], unasked, context);
    const ofFault = ownObjectives
      ?.filter(({ id }) => id.includes("-fault-"))
      .map(({ id, goal }) => [id, goal]);
    expect(ofFault).to.deep.equal([
      ["kill-shop-fault-items_list-latency", 0.9],
      ["kill-shop-fault-items_buy-errors", 0.9],
    ]);
  });

  it("takes a person's rate for each endpoint, and a duration for each fault", () => {
    const asked = { ratePerSecond: 20, durationSeconds: 15 };
    const traffic = chaosTraffic([anExperiment({ traffic: both })], { ...unasked, asked }, context);
    expect(phasesOf(traffic)[1]).to.deep.equal(["kill-shop-fault", 1, 30, 45]);
    expect(plannedRequests(traffic, "items_buy", "kill-shop-fault")).to.equal(300);
    expect(traffic.experiments[0]?.experiment.faultSeconds).to.equal(15);
  });

  it("names an endpoint that the system does not have", () => {
    const traffic = [{ endpoint: "nowhere", ratePerSecond: 1 }];
    expect(() => chaosTraffic([anExperiment({ traffic })], unasked, context))
      .to.throw(PlanError, "nowhere")
      .that.includes({ code: "unknownEndpoint" });
  });
});
