import { expect } from "chai";
import { latencyCharts } from "../../../../../lib/core/report/charts/latency-charts.ts";
import { aLatencyObjective, anObjective, aRecord } from "../../given.ts";
import { endpointStep, groundOf } from "../given-steps.ts";

const record = aRecord({
  plan: {
    ...aRecord().plan,
    objectives: [
      anObjective(),
      aLatencyObjective(),
      aLatencyObjective({
        id: "items_list-p95",
        goal: 0.95,
        bad: { kind: "slowerThan", limitSeconds: 0.25 },
      }),
      aLatencyObjective({ id: "items_buy-latency", endpoint: "items_buy" }),
    ],
  },
});

// 90 within 1/8 s, 9 more within 1/2 s, 1 more within 4 s.
const latency = {
  schema: 0,
  zeroCount: 0,
  sumSeconds: 20,
  buckets: [
    [-3, 90],
    [-1, 9],
    [2, 1],
  ],
} as const;
const steps = [
  endpointStep(0, { requests: 100, latency }),
  endpointStep(1, { endpoint: "items_buy" }),
  endpointStep(2, { requests: 100 }),
];

describe("latencyCharts", () => {
  const [list, buy] = latencyCharts(groundOf({ steps }, record));

  it("show p50, p95 and p99 of each endpoint over time, from the histogram of all answers of a window", () => {
    const values = Object.fromEntries((list?.series ?? []).map((each) => [each.label, each.values]));
    // A gap where the endpoint got no request.
    expect(values).to.deep.equal({
      p50: [0.125, null, 0.125],
      p95: [0.5, null, 0.125],
      p99: [0.5, null, 0.125],
    });
    expect(list).to.include({ title: "Latency of items_list", unit: "seconds", scale: "logarithmic" });
  });

  it("draw a line for every objective on the latency of that endpoint, and for no other", () => {
    expect(list?.limits).to.deep.equal([
      { label: "limit for 99 %", value: 0.5 },
      { label: "limit for 95 %", value: 0.25 },
    ]);
    expect(buy?.limits).to.deep.equal([{ label: "limit for 99 %", value: 0.5 }]);
  });

  it("have a chart for each endpoint that was asked, and none for one that was only planned", () => {
    const charts = latencyCharts(groundOf({ steps: [endpointStep(0, { endpoint: "items_buy" })] }, record));
    expect(charts.map(({ title }) => title)).to.deep.equal(["Latency of items_buy"]);
  });

  it("tell the same in a table", () => {
    expect(list?.table.rows[0]).to.deep.equal(["03:04:05", "125 ms", "500 ms", "500 ms"]);
    expect(list?.table.rows[1]).to.deep.equal(["03:04:06", "none", "none", "none"]);
  });
});
