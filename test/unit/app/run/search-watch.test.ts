import { expect } from "chai";
import { brokenStep, watchSearch } from "../../../../lib/app/run/search-watch.ts";
import type { LoadPlan } from "../../../../lib/core/plan/plan.ts";
import { submetrics } from "../../../../lib/core/record/submetrics.ts";
import type { Step } from "../../../../lib/core/record/step.ts";
import type { Observation } from "../../../../lib/core/record/verdict.ts";
import {
  aCalmGenerator,
  aLatencyObjective,
  anExecutor,
  anObjective,
  anObservation,
  someFacts,
} from "../../core/given.ts";
import { aPlan } from "../../k6/given.ts";

const step = (phase: string, startSeconds: number) => anExecutor({ name: phase, phase, startSeconds }); // 100/s for 10 s: 1,000 requests planned
const plan: LoadPlan = aPlan({
  executors: [step("step_1", 0), step("step_2", 11)],
  objectives: [anObjective(), aLatencyObjective({ goal: 0.95 })],
  search: [
    { phase: "step_1", ratePerSecond: 100 },
    { phase: "step_2", ratePerSecond: 200 },
  ],
});
const rules = { strict: false, facts: someFacts() };
const over = new Set(["step_1"]);
const seen = (varied: Partial<Observation>) => ({
  observations: [anObservation({ phase: "step_1", ...varied })],
});

describe("brokenStep", () => {
  it("finds nothing while every objective is kept: 10 of 1,000 bad is the goal of 99 % itself", () => {
    expect(brokenStep(plan, over, seen({ bad: 10 }), rules)).to.equal(null);
  });

  it("finds the step that missed an objective: 11 of 1,000 bad is 98.9 %", () => {
    expect(brokenStep(plan, over, seen({ bad: 11 }), rules)).to.include({
      phase: "step_1",
      objective: "items_list-errors",
      outcome: "missed",
    });
  });

  it("waits for a step that is not over, however bad it looks", () => {
    expect(brokenStep(plan, new Set(), seen({ bad: 900 }), rules)).to.equal(null);
    expect(brokenStep(plan, over, seen({ phase: "step_2", bad: 900 }), rules)).to.equal(null);
  });

  it("takes answers that are still to come for good and for bad, and waits where they decide", () => {
    // 10 bad of 900 is 98.9 %; of 1,000 it is 99 %, if the 100 that are still due are good.
    expect(brokenStep(plan, over, seen({ total: 900, bad: 10 }), rules)).to.equal(null);
    // 11 bad of 900: missed both ways.
    expect(brokenStep(plan, over, seen({ total: 900, bad: 11 }), rules)?.objective).to.equal(
      "items_list-errors",
    );
  });

  it("does not blame the system for slowness that a busy generator may have made", () => {
    const slow = {
      observations: [anObservation({ objective: "items_list-latency", phase: "step_1", bad: 500 })],
    };
    expect(brokenStep(plan, over, slow, rules)?.objective).to.equal("items_list-latency");
    const busy = someFacts({ generator: { ...aCalmGenerator, saturatedSeconds: 10 } });
    expect(brokenStep(plan, over, slow, { strict: false, facts: busy })).to.equal(null);
  });

  it("leaves a close call undecided where the run is strict", () => {
    expect(brokenStep(plan, over, seen({ bad: 11 }), { ...rules, strict: true })).to.equal(null);
    expect(brokenStep(plan, over, seen({ bad: 100 }), { ...rules, strict: true })?.outcome).to.equal(
      "missed",
    );
  });

  it("ignores phases that are no steps of the search", () => {
    expect(brokenStep({ ...plan, search: [] }, over, seen({ bad: 900 }), rules)).to.equal(null);
  });
});

describe("watchSearch", () => {
  const second: Step = { schema: 1, kind: "users", startMs: 0, durationMs: 1000, vus: 1 };

  /** Counts of which half were bad; tells what was found after each second. */
  function watched(searched: LoadPlan) {
    let tell: (step: Step) => void = () => undefined;
    const phasesOver = new Set<string>();
    const found: string[] = [];
    const count = (metric: string) => {
      if (metric === submetrics.bad("items_list-errors", "step_1")) return 500;
      return metric.includes("step_1") && !metric.startsWith("objective_bad") ? 1000 : 0;
    };
    watchSearch({
      plan: searched,
      recorder: {
        onStep: (listener) => (tell = listener),
        counts: { runSeconds: 10, activeSeconds: () => null, count, latencySeconds: () => null },
        phasesOver,
      },
      strict: false,
      health: () => aCalmGenerator,
      found: (text) => found.push(text),
    });
    return { found, phasesOver, second: () => tell(second) };
  }

  it("tells once what it found, a second after the step was over", () => {
    const { found, phasesOver, second: pass } = watched(plan);
    pass();
    expect(found).to.deep.equal([]);
    phasesOver.add("step_1");
    pass();
    expect(found).to.deep.equal([]);
    pass();
    pass();
    expect(found).to.have.length(1);
    expect(found[0]).to.include("items_list-errors broke at 100/s (step_1)");
  });

  it("does nothing in a run that searches for nothing", () => {
    const { found, phasesOver, second: pass } = watched({ ...plan, search: null });
    phasesOver.add("step_1");
    pass();
    pass();
    expect(found).to.deep.equal([]);
  });
});
