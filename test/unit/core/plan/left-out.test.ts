import { expect } from "chai";
import { judgedObjectives } from "../../../../lib/core/plan/left-out.ts";
import { anExecutor, anObjective } from "../given.ts";

const sending = (requests: number, phase = "main") =>
  anExecutor({
    name: phase,
    phase,
    shape: { kind: "constant-arrival-rate", iterationsPerSecond: requests, durationSeconds: 1 },
  });

describe("judgedObjectives", () => {
  it("judges an objective that the planned requests suffice for, exactly", () => {
    expect(judgedObjectives([sending(299)], [anObjective()])).to.deep.equal({
      executors: [sending(299)],
      judged: [anObjective()],
      leftOut: [],
    });
  });

  it("leaves out one that they could never decide, and says by how much", () => {
    expect(judgedObjectives([sending(298)], [anObjective()])).to.deep.equal({
      executors: [{ ...sending(298), judgedBy: [] }],
      judged: [],
      leftOut: [{ objective: "items_list-errors", phase: "main", neededSamples: 299, plannedSamples: 298 }],
    });
  });

  it("does not mention objectives on endpoints that are not sent", () => {
    const other = anObjective({ id: "items_buy-errors", endpoint: "items_buy" });
    const executors = [sending(1000)];
    expect(judgedObjectives(executors, [other])).to.deep.equal({ executors, judged: [], leftOut: [] });
  });

  it("does not count what the warm-up sends", () => {
    const { leftOut } = judgedObjectives([sending(1000, "warmup"), sending(10)], [anObjective()]);
    expect(leftOut[0]).to.include({ plannedSamples: 10 });
    const warmup = [sending(1000, "warmup")];
    expect(judgedObjectives(warmup, [anObjective()])).to.deep.equal({
      executors: warmup,
      judged: [],
      leftOut: [],
    });
  });

  it("leaves it out in the phase that sends too little, and judges the others by it", () => {
    const phases = [sending(1000, "baseline"), sending(100, "fault")];
    const { executors, judged, leftOut } = judgedObjectives(phases, [anObjective()]);
    expect(judged).to.deep.equal([anObjective()]);
    expect(leftOut).to.deep.equal([
      { objective: "items_list-errors", phase: "fault", neededSamples: 299, plannedSamples: 100 },
    ]);
    expect(executors.map(({ phase, judgedBy }) => [phase, judgedBy])).to.deep.equal([
      ["baseline", null],
      ["fault", []],
    ]);
  });

  it("keeps what else the phase is judged by", () => {
    const strict = anObjective({ id: "strict", goal: 0.999 });
    const narrowed = { ...sending(500), judgedBy: ["items_list-errors", "strict"] };
    const { executors } = judgedObjectives([narrowed], [anObjective(), strict]);
    expect(executors[0]!.judgedBy).to.deep.equal(["items_list-errors"]);
  });

  it("counts what several executors of a phase send together", () => {
    const groups = ["a", "b", "c"].map((name) => ({ ...sending(100), name }));
    expect(judgedObjectives(groups, [anObjective()]).leftOut).to.deep.equal([]);
  });

  it("needs a single request for the goal that nothing fails", () => {
    const { judged } = judgedObjectives([sending(1)], [anObjective({ goal: 1 })]);
    expect(judged).to.have.lengthOf(1);
  });
});
