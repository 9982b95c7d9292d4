import { expect } from "chai";
import { trendCharts } from "../../../../../lib/core/report/charts/trend-charts.ts";
import type { TrendResult } from "../../../../../lib/core/record/trend.ts";
import { anExecutor, aRecord } from "../../given.ts";
import { aSample, endpointStep, groundOf, oneBucket } from "../given-steps.ts";

const leak: TrendResult = {
  subject: "shop",
  quantity: "residentBytes",
  outcome: "leak",
  samples: 5,
  slopePerHour: 7200,
  pValue: 0.001,
  hoursToLimit: 10,
  text: "shop, memory: a leak.",
};

const plan = {
  ...aRecord().plan,
  executors: [
    anExecutor({
      name: "w",
      phase: "warmup",
      shape: { kind: "constant-arrival-rate", iterationsPerSecond: 1, durationSeconds: 2 },
    }),
    anExecutor({ startSeconds: 2 }),
  ],
};
const samples = [900, 10, 100, 102, 104, 999, 108].map((residentBytes, second) =>
  aSample(second, { residentBytes }),
);

describe("trendCharts", () => {
  const [chart] = trendCharts(groundOf({ samples }, aRecord({ trends: [leak], plan })));

  it("show the course of the quantity and what was found of it", () => {
    expect(chart?.title).to.equal("shop, memory: leak");
    expect(chart?.caption).to.equal("shop, memory: a leak.");
    expect(chart?.series[0]?.values).to.deep.equal([900, 10, 100, 102, 104, 999, 108]);
  });

  it("lay Sen's slope through it, by the median of the residuals, from the end of the warm-up on", () => {
    // 7,200 an hour are 2 a second; residuals from second 2 on are 100, 100, 100, 993, 100 less second 2.
    expect(chart?.series[1]?.label).to.equal("Sen's slope");
    const line = (chart?.series[1]?.values ?? []).map((value) => (value === null ? null : Math.round(value)));
    expect(line).to.deep.equal([null, null, 100, 102, 104, 106, 108]);
  });

  it("draw no line where there is no slope", () => {
    const unknown = { ...leak, outcome: "inconclusive", slopePerHour: null } as const;
    const [undecided] = trendCharts(groundOf({ samples }, aRecord({ trends: [unknown] })));
    expect(undecided?.series).to.have.lengthOf(1);
  });

  it("show the p95 of an endpoint where its latency was looked at", () => {
    const trend = {
      ...leak,
      subject: "items_list",
      quantity: "latencyP95Seconds",
      slopePerHour: null,
    } as const;
    const steps = [
      endpointStep(0, { latency: oneBucket(-3, 10) }),
      endpointStep(1, { latency: oneBucket(1, 10) }),
    ];
    const [latency] = trendCharts(groundOf({ steps }, aRecord({ trends: [trend] })));
    expect(latency?.title).to.equal("items_list, p95 latency: leak");
    expect(latency).to.include({ unit: "seconds" });
    expect(latency?.series[0]?.values).to.deep.equal([0.125, 2]);
  });
});
