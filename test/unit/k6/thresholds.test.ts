import { expect } from "chai";
import { thresholdsOf } from "../../../lib/k6/thresholds.ts";
import { anExecutor, anObjective } from "../core/given.ts";
import { aPlan } from "./given.ts";

const counting = {
  script_errors: ["count>=0"],
  "http_reqs{endpoint:items_list,phase:warmup}": ["count>=0"],
  "http_req_duration{endpoint:items_list,phase:warmup}": ["max>=0"],
  "bodies_checked{endpoint:items_list,phase:warmup}": ["count>=0"],
  "bodies_wrong{endpoint:items_list,phase:warmup}": ["count>=0"],
  "http_reqs{endpoint:items_list,phase:main}": ["count>=0"],
  "http_req_duration{endpoint:items_list,phase:main}": ["max>=0"],
  "bodies_checked{endpoint:items_list,phase:main}": ["count>=0"],
  "bodies_wrong{endpoint:items_list,phase:main}": ["count>=0"],
  "objective_bad{objective:items_list-errors,phase:main}": ["count>=0"],
  "objective_bad{objective:items_list-latency,phase:main}": ["count>=0"],
  "iterations{scenario:warm}": ["count>=0"],
  "dropped_iterations{scenario:warm}": ["count>=0"],
  "iterations{scenario:steady}": ["count>=0"],
  "dropped_iterations{scenario:steady}": ["count>=0"],
};
const aborting = (threshold: string) => ({ threshold, abortOnFail: true });

describe("thresholdsOf", () => {
  it("under Tidemark only asks k6 to count: every threshold always holds", () => {
    expect(thresholdsOf(aPlan(), "count")).to.deep.equal(counting);
  });

  it("with --abort-early ends a run whose bad events exceed what the planned requests leave room for", () => {
    // 100/s for 10 s: 1,000 requests; 1 % may fail, 5 % may be slow.
    expect(thresholdsOf(aPlan(), "abortEarly")).to.deep.equal({
      ...counting,
      script_errors: ["count>=0", aborting("count==0")],
      "objective_bad{objective:items_list-errors,phase:main}": ["count>=0", aborting("count<=10")],
      "objective_bad{objective:items_list-latency,phase:main}": ["count>=0", aborting("count<=50")],
    });
  });

  it("in a bare k6 run also wants enough requests to tell, and none dropped", () => {
    const thresholds = thresholdsOf(aPlan(), "bare");
    // ceil(ln 0.05 / ln 0.99) = 299; ceil(ln 0.05 / ln 0.95) = 59.
    expect(thresholds["http_reqs{endpoint:items_list,phase:main}"]).to.deep.equal([
      "count>=0",
      "count>=299",
      "count>=59",
    ]);
    expect(thresholds["dropped_iterations{scenario:steady}"]).to.deep.equal(["count>=0", "count==0"]);
    expect(thresholds["script_errors"]).to.deep.equal(["count>=0", aborting("count==0")]);
  });

  it("in a bare k6 run also wants no wrong body in what is judged", () => {
    const thresholds = thresholdsOf(aPlan(), "bare");
    const wrong = (phase: string) => thresholds[`bodies_wrong{endpoint:items_list,phase:${phase}}`];
    expect(wrong("main")).to.deep.equal(["count>=0", "count==0"]);
    expect(wrong("warmup")).to.deep.equal(["count>=0"]);
  });

  it("leaves no room for a bad event where the goal is 1", () => {
    const plan = aPlan({ objectives: [anObjective({ goal: 1 })] });
    const bad = thresholdsOf(plan, "bare")["objective_bad{objective:items_list-errors,phase:main}"];
    expect(bad).to.deep.equal(["count>=0", aborting("count<=0")]);
  });

  it("is not misled by floating point about the room", () => {
    // 0.55 * 100 is 55.00000000000001, and 45 of 100 may still be bad.
    const shape = { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 1 } as const;
    const plan = aPlan({ executors: [anExecutor({ shape })], objectives: [anObjective({ goal: 0.55 })] });
    const bad = thresholdsOf(plan, "abortEarly")["objective_bad{objective:items_list-errors,phase:main}"];
    expect(bad?.[1]).to.deep.equal(aborting("count<=45"));
  });

  it("never judges the warm-up", () => {
    const plan = aPlan({ executors: [anExecutor({ phase: "warmup" })] });
    const judged = Object.keys(thresholdsOf(plan, "bare")).filter((name) => name.startsWith("objective_bad"));
    expect(judged).to.deep.equal([]);
  });
});
