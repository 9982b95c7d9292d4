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
      judged: [anObjective()],
      leftOut: [],
    });
  });

  it("leaves out one that they could never decide, and says by how much", () => {
    expect(judgedObjectives([sending(298)], [anObjective()])).to.deep.equal({
      judged: [],
      leftOut: [{ objective: "items_list-errors", neededSamples: 299, plannedSamples: 298 }],
    });
  });

  it("does not mention objectives on endpoints that are not sent", () => {
    const other = anObjective({ id: "items_buy-errors", endpoint: "items_buy" });
    expect(judgedObjectives([sending(1000)], [other])).to.deep.equal({ judged: [], leftOut: [] });
  });

  it("does not count what the warm-up sends", () => {
    const { leftOut } = judgedObjectives([sending(1000, "warmup"), sending(10)], [anObjective()]);
    expect(leftOut[0]).to.include({ plannedSamples: 10 });
    expect(judgedObjectives([sending(1000, "warmup")], [anObjective()])).to.deep.equal({
      judged: [],
      leftOut: [],
    });
  });

  it("looks at the phase that sends least, because each is judged by itself", () => {
    const { leftOut } = judgedObjectives([sending(1000, "baseline"), sending(100, "fault")], [anObjective()]);
    expect(leftOut[0]).to.include({ plannedSamples: 100 });
  });

  it("needs a single request for the goal that nothing fails", () => {
    const { judged } = judgedObjectives([sending(1)], [anObjective({ goal: 1 })]);
    expect(judged).to.have.lengthOf(1);
  });
});
