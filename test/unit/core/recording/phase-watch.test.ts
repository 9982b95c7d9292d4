import { expect } from "chai";
import type { Step } from "../../../../lib/core/record/step.ts";
import { phaseWatch } from "../../../../lib/core/recording/phase-watch.ts";
import { anExecutor } from "../../core/given.ts";

const rate = (durationSeconds: number) =>
  ({ kind: "constant-arrival-rate", iterationsPerSecond: 10, durationSeconds }) as const;
const plan = {
  executors: [
    anExecutor({ name: "warm", phase: "warmup", shape: rate(2) }),
    anExecutor({ name: "steady", startSeconds: 3, shape: rate(4) }),
  ],
};

function load(second: number, executor: string, iterations = 10): Step {
  return {
    schema: 1,
    kind: "load",
    startMs: second * 1000,
    durationMs: 1000,
    executor,
    iterations,
    dropped: 0,
  };
}
const idle = (second: number): Step => ({
  schema: 1,
  kind: "users",
  startMs: second * 1000,
  durationMs: 1000,
  vus: 1,
});

describe("phaseWatch", () => {
  it("knows nothing before any traffic", () => {
    const watch = phaseWatch(plan);
    expect(watch.see([idle(100)])).to.deep.equal([]);
    expect(watch.planStartMs).to.equal(null);
    expect(watch.end()).to.deep.equal([]);
  });

  it("takes the first second with traffic for the plan's second 0, and tells begins and ends from there", () => {
    const watch = phaseWatch(plan);
    const told = Array.from({ length: 10 }, (_, second) => [
      second,
      watch.see([second < 2 ? load(100 + second, "warm") : idle(100 + second)]),
    ]).filter(([, edges]) => (edges as unknown[]).length > 0);
    expect(watch.planStartMs).to.equal(100_000);
    expect(told).to.deep.equal([
      [0, [{ phase: "warmup", edge: "start", atMs: 100_000 }]],
      [1, [{ phase: "warmup", edge: "end", atMs: 102_000 }]],
      [3, [{ phase: "main", edge: "start", atMs: 103_000 }]],
      [6, [{ phase: "main", edge: "end", atMs: 107_000 }]],
    ]);
    expect([...watch.over]).to.deep.equal(["warmup", "main"]);
    expect(watch.end()).to.deep.equal([]);
  });

  it("counts back from the planned start of what was sent first", () => {
    const watch = phaseWatch({ executors: [anExecutor({ startSeconds: 5, shape: rate(4) })] });
    watch.see([load(100, "steady")]);
    expect(watch.planStartMs).to.equal(95_000);
  });

  it("ends a phase of a fixed number of iterations when these are done, not when its time is up", () => {
    const shape = { kind: "shared-iterations", iterations: 15, durationSeconds: 600 } as const;
    const watch = phaseWatch({ executors: [anExecutor({ shape })] });
    watch.see([load(100, "steady")]);
    expect([...watch.over]).to.deep.equal([]);
    expect(watch.see([load(101, "steady", 5)])).to.deep.equal([
      { phase: "main", edge: "end", atMs: 102_000 },
    ]);
  });

  it("ends what is still going on when the run ends, and nothing that never began", () => {
    const watch = phaseWatch(plan);
    watch.see([load(100, "warm")]);
    expect(watch.end()).to.deep.equal([{ phase: "warmup", edge: "end", atMs: 101_000 }]);
  });
});
