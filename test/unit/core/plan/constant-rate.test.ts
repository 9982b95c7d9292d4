import { expect } from "chai";
import { constantRate } from "../../../../lib/core/plan/constant-rate.ts";
import { once } from "../../../../lib/core/plan/executor.ts";
import { PlanError } from "../../../../lib/core/plan/plan-error.ts";
import { aLatencyObjective, aSystem } from "../given.ts";

const wanted = { name: "steady", phase: "main", ratePerSecond: 100, durationSeconds: 30, vus: null };
const context = { system: aSystem, objectives: [aLatencyObjective()] };

describe("constantRate", () => {
  it("is an executor of k6 that starts at once", () => {
    expect(constantRate({ ...wanted, sends: [once("items_list")] }, context)).to.deep.equal({
      name: "steady",
      phase: "main",
      startSeconds: 0,
      shape: { kind: "constant-arrival-rate", iterationsPerSecond: 100, durationSeconds: 30 },
      sends: [{ endpoint: "items_list", requestsPerIteration: 1 }],
      journey: null,
      expectedStatuses: null,
      judgedBy: null,
      preAllocatedVUs: 200,
      maxVUs: 1000,
      // The endpoint's timeout, and a second to note it: a request sent last is still counted.
      gracefulStopSeconds: 11,
    });
  });

  it("means requests a second, not iterations, and adds up the time of an iteration's requests", () => {
    const sends = [{ endpoint: "items_list", requestsPerIteration: 3 }, once("items_buy")];
    const executor = constantRate({ ...wanted, ratePerSecond: 20, sends }, context);
    expect(executor.shape).to.include({ iterationsPerSecond: 5 });
    // At the limits 3 x 0.5 s, and 5 s for items_buy, which has no limit but its timeout: 5/s x 6.5 s x 4.
    expect(executor.preAllocatedVUs).to.equal(130);
    // Timeouts: 3 x 10 s + 5 s.
    expect(executor.gracefulStopSeconds).to.equal(36);
    expect(executor.maxVUs).to.equal(175);
  });

  it("plans for the loosest of several limits", () => {
    const loose = aLatencyObjective({ id: "loose", bad: { kind: "slowerThan", limitSeconds: 2 } });
    const objectives = [loose, aLatencyObjective()];
    const executor = constantRate(
      { ...wanted, sends: [once("items_list")] },
      { system: aSystem, objectives },
    );
    expect(executor.preAllocatedVUs).to.equal(800);
  });

  it("refuses an endpoint that is not described, and lists those that are", () => {
    expect(() => constantRate({ ...wanted, sends: [once("items_lst")] }, context))
      .to.throw(PlanError, 'got "items_lst"; known: items_list, items_buy')
      .with.property("code", "unknownEndpoint");
  });
});
