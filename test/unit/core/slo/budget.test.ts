import { expect } from "chai";
import { budgetState } from "../../../../lib/core/slo/budget.ts";
import { policyStep } from "../../../../lib/core/slo/policy.ts";
import type { CountedSteps } from "../../../../lib/core/slo/steps.ts";
import { anObjective } from "../given.ts";

const day = 86_400;
const objective = anObjective({ goal: 0.99 });

/** Thirty days in steps of a day, or so many as are given. */
function days(total: readonly number[], bad: readonly number[], coveredShare = 1): CountedSteps {
  return { grid: { startSeconds: 0, stepSeconds: day, steps: total.length }, total, bad, coveredShare };
}

const month = (events: number, badDays: Readonly<Record<number, number>>, coveredShare = 1) =>
  days(
    Array.from({ length: 30 }, () => events),
    Array.from({ length: 30 }, (_, index) => badDays[index] ?? 0),
    coveredShare,
  );

describe("an error budget", () => {
  it("has its share of the events that there were, less the bad ones", () => {
    // 30 x 1,000 = 30,000 events: 300 may be bad, 60 were.
    const state = budgetState(objective, month(1000, { 3: 60 }));
    expect(state).to.deep.include({
      total: 30_000,
      bad: 60,
      achieved: 0.998,
      budget: { allowed: 300, left: 240, leftShare: 0.8 },
      outcome: "met",
    });
  });

  it("burns in a week what the last seven days spent, and lasts as long as that goes on", () => {
    // The last week: 7,000 events, 35 bad, a ratio of 0.5 % and a burn rate of 0.5; 35 of 300 are 11.67 %.
    // Left: 1 - 95/300 = 0.68333; 0.68333 x 30 days / 0.5 = 41 days.
    const state = budgetState(objective, month(1000, { 3: 60, 25: 35 }));
    expect(state.burnRate).to.equal(0.5);
    expect(state.burnPerWeek).to.be.closeTo(35 / 300, 1e-9);
    expect(state.daysToExhaustion).to.be.closeTo(41, 1e-9);
  });

  it("scales a shorter window to a week", () => {
    // One day of 1,000 events, 1 bad of 10 that may be: 10 % a day, 70 % a week; 0.9 x 1 day / 0.1 = 9 days.
    const state = budgetState(objective, days([1000], [1]));
    expect(state.burnPerWeek).to.be.closeTo(0.7, 1e-9);
    expect(state.daysToExhaustion).to.be.closeTo(9, 1e-9);
  });

  it("is met with exactly all of it spent, and missed with one event more", () => {
    const spent = budgetState(objective, month(1000, { 3: 300 }));
    expect(spent).to.include({ outcome: "met", daysToExhaustion: 0 });
    expect(spent.budget).to.deep.equal({ allowed: 300, left: 0, leftShare: 0 });
    expect(spent.policy?.spentShare).to.equal(1);
    const over = budgetState(objective, month(1000, { 3: 301 }));
    expect(over).to.include({ outcome: "missed", daysToExhaustion: 0 });
    expect(over.budget.left).to.equal(-1);
  });

  it("never ends where nothing burns", () => {
    const state = budgetState(objective, month(1000, { 3: 60 }));
    expect(state).to.include({ burnRate: 0, burnPerWeek: 0, daysToExhaustion: null });
  });

  it("is undecided with fewer events than show the goal, which are 299 for 99 %", () => {
    expect(budgetState(objective, days([298], [0])).outcome).to.equal("undecided");
    expect(budgetState(objective, days([299], [0])).outcome).to.equal("met");
  });

  it("is undecided where samples cover less than half of the window, unless it is missed all the same", () => {
    expect(budgetState(objective, month(1000, {}, 0.49)).outcome).to.equal("undecided");
    expect(budgetState(objective, month(1000, {}, 0.5)).outcome).to.equal("met");
    expect(budgetState(objective, month(1000, { 3: 301 }, 0.1)).outcome).to.equal("missed");
  });

  it("of no events is unknown, not whole", () => {
    expect(budgetState(objective, month(0, {}))).to.deep.include({
      achieved: null,
      budget: { allowed: 0, left: 0, leftShare: null },
      burnPerWeek: null,
      burnRate: null,
      daysToExhaustion: null,
      policy: null,
      outcome: "undecided",
    });
  });

  it("names the hours that spent most of it, five at most, the worst first", () => {
    const hours: CountedSteps = {
      grid: { startSeconds: 0, stepSeconds: 1800, steps: 14 },
      total: new Array<number>(14).fill(10),
      bad: [1, 1, 0, 0, 5, 0, 3, 3, 4, 0, 1, 0, 0, 1],
      coveredShare: 1,
    };
    const { worst } = budgetState(objective, hours);
    expect(worst.map(({ startSeconds, bad }) => [startSeconds / 3600, bad])).to.deep.equal([
      [3, 6],
      [2, 5],
      [4, 4],
      [0, 2],
      [6, 1],
    ]);
    expect(worst[0]).to.include({ endSeconds: 4 * 3600, total: 20 });
  });

  it("asks for what is agreed from 50, 75, 90 and 100 % spent on", () => {
    const reached = [0.49, 0.5, 0.75, 0.89, 0.9, 1, 3].map((spent) => policyStep(spent)?.spentShare ?? null);
    expect(reached).to.deep.equal([null, 0.5, 0.75, 0.75, 0.9, 1, 1]);
  });
});
