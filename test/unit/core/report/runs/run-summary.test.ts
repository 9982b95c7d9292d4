import { expect } from "chai";
import { runSummary } from "../../../../../lib/core/report/runs/run-summary.ts";
import { anObservation, aRecord, someTraffic } from "../../given.ts";

const latency = (p95: number) => ({ p50: 0.001, p95, p99: 9, max: 10 });

describe("runSummary", () => {
  it("tells a run in one line, its warm-up left out", () => {
    const record = aRecord({
      traffic: [
        someTraffic({ phase: "warmup", requests: 7, latencySeconds: latency(8) }),
        someTraffic({ requests: 1000, achievedPerSecond: 100, latencySeconds: latency(0.02) }),
        someTraffic({
          endpoint: "items_buy",
          requests: 500,
          achievedPerSecond: 50,
          latencySeconds: latency(0.3),
        }),
      ],
      observations: [anObservation({ total: 1000, bad: 5 })],
    });
    expect(runSummary(record)).to.deep.equal({
      state: "readable",
      runId: "20260102-030405-abcd",
      scenario: "steady",
      target: "embedded",
      verdict: "pass",
      startedAt: "2026-01-02T03:04:05.000Z",
      seconds: 30.5,
      requests: 1500,
      requestsPerSecond: 150,
      errorShare: 0.005,
      p95Seconds: 0.3,
    });
  });

  it("weighs the rates of phases by how long they took", () => {
    // 1,000 at 100/s are 10 s, 3,000 at 50/s are 60 s: 4,000 in 70 s.
    const traffic = [
      someTraffic({ phase: "burst", requests: 1000, achievedPerSecond: 100 }),
      someTraffic({ phase: "after", requests: 3000, achievedPerSecond: 50 }),
    ];
    expect(runSummary(aRecord({ traffic })).requestsPerSecond).to.be.closeTo(4000 / 70, 1e-9);
  });

  it("knows no length of a run that was killed, and no share or latency where nothing was judged", () => {
    const record = aRecord({ state: "running", endedAt: null, traffic: [], observations: [] });
    expect(runSummary(record)).to.include({
      ...{ seconds: null, errorShare: null, p95Seconds: null, requests: 0, requestsPerSecond: 0 },
    });
  });
});
