import { expect } from "chai";
import { loadTestReport } from "../../../../lib/core/report/load-test-report.ts";
import { anObjective, anObservation, aRecord, someTraffic } from "../given.ts";
import { endpointStep, groundOf, oneBucket } from "./given-steps.ts";

const countsOf = (...steps: Parameters<typeof groundOf>[0]["steps"] & object) =>
  groundOf({ steps }).gathered.phaseCounts();

describe("loadTestReport", () => {
  it("has exactly the form that was agreed: error rate in percent, times in milliseconds", () => {
    const record = aRecord({
      traffic: [
        someTraffic({ phase: "warmup", requests: 50 }),
        someTraffic({
          requests: 1000,
          achievedPerSecond: 99.98,
          latencySeconds: { p50: 0.004, p95: 0.0123, p99: 1.25, max: 2 },
        }),
      ],
      observations: [anObservation({ total: 1000, bad: 15 })],
    });
    // 1,000 answers that took 0.125 s each.
    const counts = countsOf(
      endpointStep(0, { phase: "warmup" }),
      endpointStep(1, { requests: 1000, latency: oneBucket(-3, 1000) }),
    );
    expect(loadTestReport(record, counts)).to.deep.equal({
      test_date: "2026-01-02T03:04:05.000Z",
      total_scenarios: 1,
      scenarios: {
        steady: {
          total_requests: 1000,
          successful_requests: 985,
          error_rate: 1.5,
          average_response_time: 125,
          p95_response_time: 12.3,
          p99_response_time: 1250,
          requests_per_second: 99.98,
        },
      },
    });
  });

  it("has a scenario for each judged phase where a run has several", () => {
    const traffic = ["warmup", "before", "burst"].map((phase) => someTraffic({ phase }));
    const report = loadTestReport(aRecord({ traffic, observations: [] }), []);
    expect(report.total_scenarios).to.equal(2);
    expect(Object.keys(report.scenarios)).to.deep.equal(["before", "burst"]);
  });

  it("counts failures by status where no objective on errors did: from 400 on, and no answer", () => {
    const record = aRecord({
      plan: { ...aRecord().plan, objectives: [] },
      observations: [],
      traffic: [someTraffic({ requests: 8 })],
    });
    const statuses = { "200": 3, "304": 1, "400": 1, "503": 2, "0": 1 };
    const { scenarios } = loadTestReport(record, countsOf(endpointStep(0, { requests: 8, statuses })));
    expect(scenarios["steady"]).to.include({ successful_requests: 4, error_rate: 50 });
  });

  it("adds up several endpoints: rates and counts as they are, quantiles from their histograms together", () => {
    const objectives = [anObjective(), anObjective({ id: "items_buy-errors", endpoint: "items_buy" })];
    const record = aRecord({
      plan: { ...aRecord().plan, objectives },
      traffic: [
        someTraffic({ requests: 96, achievedPerSecond: 9.6 }),
        someTraffic({ endpoint: "items_buy", requests: 4, achievedPerSecond: 0.4 }),
      ],
      observations: [
        anObservation({ total: 96, bad: 1 }),
        anObservation({ objective: "items_buy-errors", total: 4, bad: 1 }),
      ],
    });
    // 96 within 1/8 s and 4 within 2 s: p95 is in the lower bucket, p99 in the upper; the mean is (96/8 + 8) / 100.
    const counts = countsOf(
      endpointStep(0, { requests: 96, latency: oneBucket(-3, 96) }),
      endpointStep(0, { endpoint: "items_buy", requests: 4, latency: oneBucket(1, 4) }),
    );
    expect(loadTestReport(record, counts).scenarios["steady"]).to.deep.equal({
      total_requests: 100,
      successful_requests: 98,
      error_rate: 2,
      average_response_time: 200,
      p95_response_time: 125,
      p99_response_time: 2000,
      requests_per_second: 10,
    });
  });

  it("says null for times that are not known, and 0 % of nothing", () => {
    const traffic = [someTraffic({ requests: 0, achievedPerSecond: 0, latencySeconds: null })];
    const { scenarios } = loadTestReport(
      aRecord({ traffic, observations: [anObservation({ total: 0 })] }),
      [],
    );
    expect(scenarios["steady"]).to.deep.equal({
      total_requests: 0,
      successful_requests: 0,
      error_rate: 0,
      average_response_time: null,
      p95_response_time: null,
      p99_response_time: null,
      requests_per_second: 0,
    });
  });
});
