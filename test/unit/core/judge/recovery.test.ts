/** When does a disturbed system count as itself again? */
import { expect } from "chai";
import { recoveryOf } from "../../../../lib/core/judge/recovery.ts";
import type { EndpointStep } from "../../../../lib/core/record/step.ts";
import { anObjective } from "../given.ts";

const START_MS = 1_000_000;
const PER_SECOND = 20;
const objective = anObjective({ goal: 0.95 });

/** A step each second of 20 requests; `badBySecond` of them bad. */
function stepsOf(badBySecond: readonly number[]): EndpointStep[] {
  return badBySecond.map((bad, second) => ({
    schema: 1,
    kind: "endpoint",
    startMs: START_MS + second * 1000,
    durationMs: 1000,
    endpoint: objective.endpoint,
    phase: "after",
    requests: PER_SECOND,
    statuses: { "200": PER_SECOND - bad, "503": bad },
    bad: bad === 0 ? {} : { [objective.id]: bad },
    latency: { schema: 3, zeroCount: 0, sumSeconds: 0, buckets: [] },
  }));
}

function recoverySeconds(badBySecond: readonly number[]): number | null {
  return recoveryOf({
    after: "burst",
    startMs: START_MS,
    endMs: START_MS + badBySecond.length * 1000,
    steps: stepsOf(badBySecond),
    objectives: [objective],
  }).seconds;
}

const calm = (seconds: number) => Array.from({ length: seconds }, () => 0);

describe("recoveryOf", () => {
  it("is at once where nothing was broken", () => {
    expect(recoverySeconds(calm(20))).to.equal(0);
  });

  it("counts to the second after which no window is broken", () => {
    expect(recoverySeconds([20, 20, 20, ...calm(17)])).to.equal(3);
  });

  it("starts anew where the system breaks again", () => {
    expect(recoverySeconds([20, ...calm(9), 20, ...calm(9)])).to.equal(11);
  });

  it("is never where the last window is still broken", () => {
    expect(recoverySeconds([...calm(15), 20, 20, 20, 20, 20])).to.equal(null);
  });

  // A window has 100 requests, enough for a goal of 95 % (59): 5 bad are exactly the goal, 6 miss it.
  it("takes a window that is exactly at its goal as kept, and one more bad event as broken", () => {
    expect(recoverySeconds([...calm(5), 5, ...calm(14)])).to.equal(0);
    expect(recoverySeconds([...calm(5), 6, ...calm(14)])).to.equal(6);
  });

  it("is not known where the phase is shorter than one window", () => {
    expect(recoverySeconds(calm(4))).to.equal(null);
  });

  it("looks at no other endpoint's failures", () => {
    const others = stepsOf([20, 20, ...calm(10)]).map((step) => ({ ...step, endpoint: "another" }));
    const { seconds } = recoveryOf({
      after: "burst",
      startMs: START_MS,
      endMs: START_MS + 12_000,
      steps: others,
      objectives: [objective],
    });
    expect(seconds).to.equal(0);
  });
});
