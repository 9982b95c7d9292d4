import { expect } from "chai";
import { capacityChart } from "../../../../../lib/core/report/charts/capacity-chart.ts";
import { aRecord, someTraffic } from "../../given.ts";

const slow = (p95: number) => ({ p50: 0.1, p95, p99: 3, max: 4 });

describe("capacityChart", () => {
  const record = aRecord({
    capacity: {
      sustainedPerSecond: 100,
      brokenBy: "items_list-latency",
      steps: [
        { phase: "step_01", ratePerSecond: 100, achievedPerSecond: 99.5, outcome: "met" },
        { phase: "step_02", ratePerSecond: 200, achievedPerSecond: 140, outcome: "missed" },
      ],
    },
    traffic: [
      someTraffic({ phase: "step_01", latencySeconds: slow(0.2) }),
      someTraffic({ phase: "step_01", endpoint: "items_buy", latencySeconds: slow(0.3) }),
      someTraffic({ phase: "step_02", latencySeconds: null }),
    ],
  });

  it("shows for each rate that was tried what was achieved, and the p95 of the slowest endpoint", () => {
    const chart = capacityChart(record);
    expect(chart?.points).to.deep.equal([100, 200]);
    expect(chart?.series.map(({ values, axis }) => [axis, values])).to.deep.equal([
      ["left", [99.5, 140]],
      ["right", [0.3, null]],
    ]);
    expect(chart).to.include({ across: "rate", unit: "perSecond", rightUnit: "seconds" });
    expect(chart?.table.rows.map((row) => row.slice(0, 3))).to.deep.equal([
      ["step_01", "100/s", "99.5/s"],
      ["step_02", "200/s", "140/s"],
    ]);
  });

  it("is none where nothing was searched for, or no step was judged", () => {
    expect(capacityChart(aRecord())).to.equal(null);
    const capacity = { sustainedPerSecond: null, brokenBy: null, steps: [] };
    expect(capacityChart(aRecord({ capacity }))).to.equal(null);
  });
});
