import { expect } from "chai";
import { clockFacts } from "../../../../lib/app/run/clock-facts.ts";
import { anExecutor } from "../../core/given.ts";

const executors = [
  anExecutor({ phase: "warmup", maxVUs: 5 }),
  anExecutor({ name: "one", maxVUs: 20 }),
  anExecutor({ name: "two", maxVUs: 30 }),
];
const calm = { steps: 0, outlasted: false, endedEarly: false };

describe("clockFacts", () => {
  it("doubts nothing where the clock was not set", () => {
    expect(clockFacts({ executors }, calm)).to.deep.equal({ clockSteps: 0, requestsInDoubt: 0 });
  });

  it("doubts as many requests for each step as the virtual users of a phase can have under way", () => {
    const facts = clockFacts({ executors }, { ...calm, steps: 2 });
    expect(facts).to.deep.equal({ clockSteps: 2, requestsInDoubt: 2 * (20 + 30) });
  });

  it("takes a request that outlasted its iteration for a step that nobody saw", () => {
    expect(clockFacts({ executors }, { ...calm, outlasted: true })).to.include({ clockSteps: 1 });
    expect(clockFacts({ executors }, { ...calm, outlasted: true, steps: 3 })).to.include({ clockSteps: 3 });
  });

  it("does not where iterations may have been cut short", () => {
    expect(clockFacts({ executors }, { ...calm, outlasted: true, endedEarly: true })).to.include({
      clockSteps: 0,
    });
  });
});
