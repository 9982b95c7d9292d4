import { expect } from "chai";
import { offeredPerSecond } from "../../../../../lib/core/report/charts/offered.ts";
import { anExecutor } from "../../given.ts";

const plan = (...executors: ReturnType<typeof anExecutor>[]) => ({ executors });
/** 100 a second for 10 s. */
const steady = anExecutor();

describe("offeredPerSecond", () => {
  it("is the rate of a constant executor, and half of it over a stretch of which it fills half", () => {
    expect(offeredPerSecond(plan(steady), 3, 4)).to.equal(100);
    expect(offeredPerSecond(plan(steady), 5, 15)).to.equal(50);
  });

  it("is the mean of a ramp over the stretch", () => {
    // From 0 to 100 within 10 s: from second 2 to 4 it climbs from 20 to 40.
    const shape = {
      kind: "ramping-arrival-rate",
      startPerSecond: 0,
      endPerSecond: 100,
      durationSeconds: 10,
    } as const;
    expect(offeredPerSecond(plan(anExecutor({ shape })), 2, 4)).to.be.closeTo(30, 1e-9);
    expect(offeredPerSecond(plan(anExecutor({ shape, startSeconds: 2 })), 2, 4)).to.be.closeTo(10, 1e-9);
  });

  it("counts all requests of an iteration, and executors that run at once together", () => {
    const journey = anExecutor({
      name: "journey",
      shape: { kind: "constant-arrival-rate", iterationsPerSecond: 2, durationSeconds: 10 },
      sends: [
        { endpoint: "items_list", requestsPerIteration: 3 },
        { endpoint: "items_buy", requestsPerIteration: 1.5 },
      ],
    });
    expect(offeredPerSecond(plan(steady, journey), 0, 1)).to.equal(109);
  });

  it("is not known of a closed model, which sends when its answers come", () => {
    const closed = anExecutor({ shape: { kind: "shared-iterations", iterations: 5, durationSeconds: 10 } });
    expect(offeredPerSecond(plan(steady, closed), 0, 1)).to.equal(null);
  });

  it("is nothing where nothing is planned", () => {
    expect(offeredPerSecond(plan(steady), 10, 11)).to.equal(null);
    expect(offeredPerSecond(plan(steady), 3, 3)).to.equal(null);
  });
});
