import { expect } from "chai";
import { mostVirtualUsersAtOnce, virtualUsers } from "../../../../lib/core/plan/virtual-users.ts";
import { anExecutor } from "../given.ts";

describe("virtualUsers", () => {
  it("allocates rate x latency limit x 4, and lets k6 go up to rate x timeout", () => {
    // 100/s x 0.5 s x 4 = 200; 100/s x 10 s = 1000.
    const times = { iterationsPerSecond: 100, atLimitSeconds: 0.5, atTimeoutSeconds: 10 };
    expect(virtualUsers(times, null)).to.deep.equal({ preAllocatedVUs: 200, maxVUs: 1000 });
  });

  it("allocates a handful at the lowest rates", () => {
    const times = { iterationsPerSecond: 0.1, atLimitSeconds: 0.25, atTimeoutSeconds: 10 };
    expect(virtualUsers(times, null)).to.deep.equal({ preAllocatedVUs: 5, maxVUs: 5 });
  });

  it("rounds up", () => {
    // 7/s x 0.3 s x 4 = 8.4; 7/s x 1.5 s = 10.5
    const times = { iterationsPerSecond: 7, atLimitSeconds: 0.3, atTimeoutSeconds: 1.5 };
    expect(virtualUsers(times, null)).to.deep.equal({ preAllocatedVUs: 9, maxVUs: 11 });
  });

  it("never plans fewer at most than at the start", () => {
    const times = { iterationsPerSecond: 100, atLimitSeconds: 5, atTimeoutSeconds: 10 };
    expect(virtualUsers(times, null)).to.deep.equal({ preAllocatedVUs: 2000, maxVUs: 2000 });
  });

  it("is bounded, because VUs cost the generator memory", () => {
    const times = { iterationsPerSecond: 10_000, atLimitSeconds: 1, atTimeoutSeconds: 10 };
    expect(virtualUsers(times, null)).to.deep.equal({ preAllocatedVUs: 2000, maxVUs: 4000 });
  });

  it("takes a person's number as it is", () => {
    const times = { iterationsPerSecond: 100, atLimitSeconds: 0.5, atTimeoutSeconds: 10 };
    expect(virtualUsers(times, 7)).to.deep.equal({ preAllocatedVUs: 7, maxVUs: 7 });
  });
});

describe("mostVirtualUsersAtOnce", () => {
  /** Runs for 10 s, and waits 11 s more for late answers. */
  const from = (startSeconds: number, maxVUs: number) =>
    anExecutor({
      startSeconds,
      maxVUs,
      gracefulStopSeconds: 11,
      shape: { kind: "constant-arrival-rate", iterationsPerSecond: 1, durationSeconds: 10 },
    });

  it("adds up executors that run together", () => {
    expect(mostVirtualUsersAtOnce({ executors: [from(0, 10), from(0, 20), from(5, 30)] })).to.equal(60);
  });

  it("adds up one that begins while another still waits for answers, and not the moment after", () => {
    expect(mostVirtualUsersAtOnce({ executors: [from(0, 10), from(20, 20)] })).to.equal(30);
    expect(mostVirtualUsersAtOnce({ executors: [from(0, 10), from(21, 20)] })).to.equal(20);
  });

  it("is what k6 says of steps in a row: two at once", () => {
    const steps = Array.from({ length: 5 }, (_, index) => from(index * 11, 4000));
    expect(mostVirtualUsersAtOnce({ executors: steps })).to.equal(8000);
  });
});
