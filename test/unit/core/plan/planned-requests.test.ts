import { expect } from "chai";
import {
  judgedPhases,
  plannedIterations,
  plannedRequests,
} from "../../../../lib/core/plan/planned-requests.ts";
import { anExecutor } from "../given.ts";

const shape = (iterationsPerSecond: number, durationSeconds: number) =>
  ({ kind: "constant-arrival-rate", iterationsPerSecond, durationSeconds }) as const;

describe("plannedIterations", () => {
  it("is rate times duration", () => {
    expect(plannedIterations(shape(100, 300))).to.equal(30_000);
  });

  it("counts only whole iterations", () => {
    expect(plannedIterations(shape(0.5, 5))).to.equal(2);
  });

  it("is not misled by floating point", () => {
    // 0.29 * 100 is 28.999999999999996.
    expect(plannedIterations(shape(0.29, 100))).to.equal(29);
  });
});

describe("plannedRequests", () => {
  const executors = [
    anExecutor({ name: "warm", phase: "warmup" }),
    anExecutor({ name: "one", shape: shape(10, 10) }),
    anExecutor({
      name: "two",
      shape: shape(1, 10),
      sends: [
        { endpoint: "items_list", requestsPerIteration: 2 },
        { endpoint: "items_buy", requestsPerIteration: 1 },
      ],
    }),
  ];

  it("adds up the executors of a phase, times the requests in one iteration", () => {
    expect(plannedRequests({ executors }, "items_list", "main")).to.equal(120);
    expect(plannedRequests({ executors }, "items_buy", "main")).to.equal(10);
  });

  it("keeps the phases apart", () => {
    expect(plannedRequests({ executors }, "items_list", "warmup")).to.equal(1000);
  });

  it("is 0 for what is not sent", () => {
    expect(plannedRequests({ executors }, "items_buy", "warmup")).to.equal(0);
    expect(plannedRequests({ executors }, "other", "main")).to.equal(0);
  });

  it("knows the judged phases, which the warm-up is not", () => {
    expect(judgedPhases({ executors })).to.deep.equal(["main"]);
  });
});
