import { expect } from "chai";
import { distributionChart } from "../../../../../lib/core/report/charts/distribution-chart.ts";
import { endpointStep, groundOf, oneBucket } from "../given-steps.ts";

describe("distributionChart", () => {
  it("shows which share of each endpoint's answers ended in which bucket, over the run without its warm-up", () => {
    const steps = [
      endpointStep(0, { phase: "warmup", latency: oneBucket(3, 1000) }),
      endpointStep(1, { requests: 6, latency: oneBucket(-3, 6) }),
      endpointStep(2, { requests: 2, latency: oneBucket(0, 2) }),
      endpointStep(2, { endpoint: "items_buy", requests: 5, latency: oneBucket(-2, 5) }),
    ];
    const chart = distributionChart(groundOf({ steps }));
    expect(chart?.points).to.deep.equal([0.125, 0.25, 1]);
    expect(chart?.series.map(({ label, values }) => [label, values])).to.deep.equal([
      // An empty bucket between full ones is 0, and nothing is drawn outside of them.
      ["items_list", [0.75, 0, 0.25]],
      ["items_buy", [null, 1, null]],
    ]);
    expect(chart).to.include({ across: "latency", unit: "share" });
  });

  it("tells quantiles in its table", () => {
    const latency = {
      schema: 0,
      zeroCount: 0,
      sumSeconds: 1,
      buckets: [
        [-3, 95],
        [0, 4],
        [3, 1],
      ],
    } as const;
    const chart = distributionChart(groundOf({ steps: [endpointStep(0, { requests: 100, latency })] }));
    expect(chart?.table.head.map(({ title }) => title)).to.deep.equal([
      "endpoint",
      "requests",
      "p50",
      "p75",
      "p90",
      "p95",
      "p99",
      "p99.9",
    ]);
    expect(chart?.table.rows).to.deep.equal([
      ["items_list", "100", "125 ms", "125 ms", "125 ms", "125 ms", "1 s", "8 s"],
    ]);
  });

  it("is none where only the warm-up was answered", () => {
    expect(distributionChart(groundOf({ steps: [endpointStep(0, { phase: "warmup" })] }))).to.equal(null);
    expect(distributionChart(groundOf({}))).to.equal(null);
  });
});
