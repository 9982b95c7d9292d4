import { expect } from "chai";
import { describePlan } from "../../../../lib/app/run/plan-text.ts";
import { anExecutor, anObjective, aRecord } from "../../core/given.ts";

const plan = {
  ...aRecord().plan,
  scenario: "steady",
  runId: "run-1",
  seed: 7,
  executors: [
    anExecutor({
      name: "w",
      phase: "warmup",
      shape: { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 5 },
    }),
    anExecutor(),
  ],
  objectives: [anObjective()],
};

describe("the plan in words", () => {
  it("names run and seed, what is sent for how long, and what is not judged", () => {
    const lines = describePlan({ plan, leftOut: [] });
    expect(lines[0]).to.equal("steady: run run-1, seed 7");
    expect(lines[1]).to.match(/items_list: 100\/s for 5 s.*\(warm-up, not judged\)/);
    expect(lines[2])
      .to.match(/items_list: 100\/s for 10 s/)
      .and.not.to.match(/not judged/);
  });

  it("counts the judged requests without those of the warm-up", () => {
    expect(describePlan({ plan, leftOut: [] }).at(-1)).to.equal("  1,000 requests judged by 1 objective");
  });

  it("says which objective this run could not decide, and what it would take", () => {
    const leftOut = [
      { objective: "items_list-rare", phase: "main", neededSamples: 2995, plannedSamples: 1000 },
    ];
    expect(describePlan({ plan, leftOut }).at(-1)).to.equal(
      "  not judged: items_list-rare needs 2,995 requests to be decided, and this run plans 1,000",
    );
  });
});
