import { expect } from "chai";
import { experiment, goals } from "../../../../lib/core/experiment/builder.ts";

const own = {
  name: "pause-shop",
  description: "A shop that stands still goes on",
  fault: { kind: "pause", services: ["shop"] },
  faultSeconds: 5,
  traffic: [{ endpoint: "items_list", ratePerSecond: 10 }],
  goals: { fault: goals(0.5, 2, 0.5) },
} as const;

describe("goals", () => {
  it("ask for the samples that the stricter of the two takes", () => {
    expect(goals(0.98, 1, 0.95).minimumSamples).to.equal(149);
    expect(goals(0.95, 1, 0.98).minimumSamples).to.equal(149);
  });

  it("ask for one where nothing is promised", () => {
    expect(goals(0, 1, 0).minimumSamples).to.equal(1);
  });
});

describe("experiment", () => {
  it("fills in what is usual, and takes what is said instead", () => {
    const filled = experiment({ ...own, repetitions: 4 });
    expect(filled).to.deep.include({
      ...own,
      goals: filled.goals,
      repetitions: 4,
      recoveredWithinSeconds: 30,
    });
    expect(filled.goals.fault).to.equal(own.goals.fault);
    expect(filled.goals.baseline.succeed).to.equal(0.98);
  });

  it("takes goals of every phase", () => {
    const recovery = goals(0.5, 5, 0.5);
    expect(experiment({ ...own, goals: { ...own.goals, recovery } }).goals.recovery).to.equal(recovery);
  });
});
