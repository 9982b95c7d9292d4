import { expect } from "chai";
import { badEventsOf, surelyFastBelowMs, unansweredMs } from "../../../lib/k6/bad-events.ts";
import { aLatencyObjective, anObjective } from "../core/given.ts";

const tags = (objective: string) => ({ objective, endpoint: "items_list", service: "shop" });

describe("badEventsOf", () => {
  const bad = badEventsOf("items_list", [
    anObjective(),
    aLatencyObjective(),
    aLatencyObjective({ id: "items_list-snappy", bad: { kind: "slowerThan", limitSeconds: 0.2 } }),
    anObjective({ id: "items_buy-errors", endpoint: "items_buy" }),
  ]);

  it("tags a failed request for each objective of its endpoint on errors", () => {
    expect(bad.onErrors).to.deep.equal([tags("items_list-errors")]);
  });

  it("counts a request as slow for each limit that it exceeds, and a limit is not exceeded by itself", () => {
    expect(bad.slowerThan(501)).to.deep.equal([tags("items_list-latency"), tags("items_list-snappy")]);
    expect(bad.slowerThan(500)).to.deep.equal([tags("items_list-snappy")]);
    expect(bad.slowerThan(200)).to.deep.equal([]);
  });

  it("knows below which time it need not look", () => {
    expect(bad.shortestLimitMs).to.equal(200);
    expect(badEventsOf("items_list", [anObjective()]).shortestLimitMs).to.equal(null);
  });
});

describe("unansweredMs", () => {
  it("takes the clock's word where k6 reports no time, for a request that never got a connection", () => {
    expect(unansweredMs(0, 10_004)).to.equal(10_004);
  });

  it("takes k6's word where it is the longer, for the clock counts whole milliseconds", () => {
    expect(unansweredMs(10_000.4, 10_000)).to.equal(10_000.4);
  });
});

describe("surelyFastBelowMs", () => {
  it("leaves half the shortest limit for the clock's inexactness", () => {
    expect(surelyFastBelowMs(300)).to.equal(150);
  });

  it("finds everything fast where nothing is too slow", () => {
    expect(surelyFastBelowMs(null)).to.equal(Number.POSITIVE_INFINITY);
  });
});
