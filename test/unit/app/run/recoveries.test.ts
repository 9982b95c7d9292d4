import { expect } from "chai";
import { recoveryWatch } from "../../../../lib/app/run/recoveries.ts";
import { emptyHistogram } from "../../../../lib/core/record/latency.ts";
import type { EndpointStep } from "../../../../lib/core/record/step.ts";
import { anExecutor, anObjective } from "../../core/given.ts";
import { aPlan } from "../../k6/given.ts";

const START_MS = 1_700_000_000_000;
const part = (phase: string, startSeconds: number, durationSeconds: number) =>
  anExecutor({
    name: phase,
    phase,
    startSeconds,
    shape: { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds },
  });
const plan = aPlan({
  executors: [part("burst", 0, 10), part("after", 10, 20)],
  objectives: [anObjective()],
  recoveries: [{ after: "burst", in: "after" }],
});

function second(at: number, bad: number, phase = at < 10 ? "burst" : "after"): EndpointStep {
  return {
    schema: 1,
    kind: "endpoint",
    startMs: START_MS + at * 1000,
    durationMs: 1000,
    endpoint: "items_list",
    phase,
    requests: 100,
    statuses: {},
    bad: bad > 0 ? { "items_list-errors": bad } : {},
    latency: emptyHistogram,
  };
}

function recoveries(seconds: number, badAt: (at: number) => number, of = plan) {
  const watch = recoveryWatch(of);
  for (let at = 0; at < seconds; at++) watch.see(second(at, badAt(at)));
  return watch.recoveries(START_MS);
}

describe("recoveryWatch", () => {
  it("counts from the begin of the phase that shows the recovery, whatever happened before", () => {
    expect(recoveries(30, (at) => (at < 13 ? 50 : 0))).to.deep.equal([{ after: "burst", seconds: 3 }]);
    expect(recoveries(30, (at) => (at < 10 ? 100 : 0))).to.deep.equal([{ after: "burst", seconds: 0 }]);
  });

  it("says that it never came where the end is still broken", () => {
    expect(recoveries(30, (at) => (at >= 10 ? 50 : 0))).to.deep.equal([{ after: "burst", seconds: null }]);
  });

  it("calls nothing recovered that nobody saw: the run ended 3 s into the phase", () => {
    expect(recoveries(13, () => 0)).to.deep.equal([{ after: "burst", seconds: null }]);
  });

  it("has none of a phase that was never reached, of a run without traffic, and without any planned", () => {
    expect(recoveries(10, () => 0)).to.deep.equal([]);
    expect(recoveryWatch(plan).recoveries(null)).to.deep.equal([]);
    expect(recoveries(30, () => 50, { ...plan, recoveries: [] })).to.deep.equal([]);
  });

  it("looks at objectives of that phase alone", () => {
    const [burst, after] = plan.executors;
    const spared = { ...plan, executors: [burst!, { ...after!, judgedBy: [] }] };
    expect(recoveries(30, () => 50, spared)).to.deep.equal([{ after: "burst", seconds: 0 }]);
  });
});
