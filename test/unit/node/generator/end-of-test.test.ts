import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { LoadPlan } from "../../../../lib/core/plan/plan.ts";
import { readEndOfTest } from "../../../../lib/node/generator/end-of-test.ts";
import { GeneratorError } from "../../../../lib/node/generator/generator-error.ts";
import { anExecutor, anObjective } from "../../core/given.ts";
import { aPlan } from "../../k6/given.ts";

interface Data {
  metrics: Record<string, { values: Record<string, number> }>;
  state: { testRunDurationMs: number };
}

/**
 * What k6 v2.2.0 left of a run of this plan, on three virtual users that were too few for it, against
 * a server that answered every 50th request with 500 and took 600 ms for every 20th.
 */
const captured = readFileSync(join(import.meta.dirname, "end-of-test.fixture.json"), "utf8");
const plan = aPlan({
  executors: [
    anExecutor({ name: "warm", phase: "warmup", shape: atRate(20, 1) }),
    anExecutor({ startSeconds: 1, shape: atRate(100, 3), preAllocatedVUs: 3, maxVUs: 3 }),
  ],
});

function atRate(iterationsPerSecond: number, durationSeconds: number) {
  return { kind: "constant-arrival-rate", iterationsPerSecond, durationSeconds } as const;
}

function data(change: (data: Data) => void = () => undefined): Data {
  const copy = JSON.parse(captured) as Data;
  change(copy);
  return copy;
}

function failure(raw: unknown, of: LoadPlan = plan): GeneratorError {
  try {
    readEndOfTest(raw, of);
  } catch (error) {
    expect(error).to.be.instanceOf(GeneratorError).with.property("code", "endOfTest");
    return error as GeneratorError;
  }
  throw new Error("it was read");
}

describe("readEndOfTest", () => {
  it("counts the events of each objective in the judged phase, with those that a drop left unknown", () => {
    expect(readEndOfTest(data(), plan).observations).to.deep.equal([
      { objective: "items_list-errors", phase: "main", total: 192, bad: 4, dropped: 109, source: "record" },
      { objective: "items_list-latency", phase: "main", total: 192, bad: 9, dropped: 109, source: "record" },
    ]);
  });

  it("counts the iterations of judged phases, and exceptions of all", () => {
    const counted = readEndOfTest(
      data(({ metrics }) => {
        metrics["script_errors"]!.values["count"] = 2;
      }),
      plan,
    );
    expect(counted).to.include({
      plannedIterations: 300,
      startedIterations: 192,
      droppedIterations: 109,
      scriptErrors: 2,
    });
  });

  it("tells of each endpoint's traffic in each phase: offered is what came due, achieved what was answered", () => {
    const [warmup, main] = readEndOfTest(data(), plan).traffic;
    expect(warmup).to.include({ phase: "warmup", requests: 21, dropped: 0, offeredPerSecond: 21 });
    expect(main).to.deep.equal({
      endpoint: "items_list",
      phase: "main",
      requests: 192,
      dropped: 109,
      offeredPerSecond: 301 / 3,
      achievedPerSecond: 64,
      latencySeconds: {
        p50: 0.011161486,
        p95: 0.02307738489999989,
        p99: 0.6015081258199999,
        max: 0.602633707,
      },
      bodiesChecked: 0,
      bodiesWrong: 0,
    });
  });

  it("multiplies a dropped iteration by the requests that it would have sent", () => {
    const twice = anExecutor({
      startSeconds: 1,
      shape: atRate(100, 3),
      sends: [{ endpoint: "items_list", requestsPerIteration: 2 }],
    });
    const [observation] = readEndOfTest(
      data(({ metrics }) => {
        metrics["http_reqs{endpoint:items_list,phase:main}"]!.values["count"] = 2 * 192;
      }),
      { ...plan, executors: [twice] },
    ).observations;
    expect(observation).to.include({ total: 384, dropped: 218 });
  });

  it("counts a request that an exception kept from being sent as unknown", () => {
    const [observation] = readEndOfTest(
      data(({ metrics }) => {
        metrics["http_reqs{endpoint:items_list,phase:main}"]!.values["count"] = 190;
      }),
      plan,
    ).observations;
    expect(observation).to.include({ total: 190, dropped: 111 });
  });

  it("takes rates over the time that was, where a run ended early", () => {
    const [, main] = readEndOfTest(
      data(({ state }) => {
        state.testRunDurationMs = 2_500;
      }),
      plan,
    ).traffic;
    expect(main?.achievedPerSecond).to.equal(192 / 1.5);
  });

  it("has neither rate nor latency for a phase that was never reached", () => {
    const [, main] = readEndOfTest(
      data(({ metrics, state }) => {
        state.testRunDurationMs = 500;
        for (const name of Object.keys(metrics)) {
          if (/phase:main|scenario:steady/.test(name)) metrics[name]!.values["count"] = 0;
        }
      }),
      plan,
    ).traffic;
    expect(main).to.include({ requests: 0, offeredPerSecond: 0, achievedPerSecond: 0, latencySeconds: null });
  });

  it("refuses data in which more events were bad than there were", () => {
    const { message } = failure(
      data(({ metrics }) => {
        metrics["objective_bad{objective:items_list-errors,phase:main}"]!.values["count"] = 193;
      }),
    );
    expect(message).to.include("193 bad events among 192 requests for items_list-errors in main");
  });

  it("refuses data of another plan, naming the metric that is missing", () => {
    const other = { ...plan, objectives: [anObjective({ id: "other" })] };
    expect(failure(data(), other).message).to.include(
      "no count of objective_bad{objective:other,phase:main}",
    );
  });

  it("refuses a file that is no end-of-test data, naming the place", () => {
    expect(failure({}).message).to.match(/metrics: .*; state: /);
    expect(failure(null).message).to.include("the file: ");
    const wrong = data(({ metrics }) => {
      metrics["http_reqs"]!.values = { count: "many" } as never;
    });
    expect(failure(wrong).message).to.include("metrics.http_reqs.values.count: ");
    expect(failure(wrong).kind).to.equal("machine");
  });
});
