import { expect } from "chai";
import type { Chart } from "../../../../../lib/core/report/charts/chart.ts";
import { trafficCharts } from "../../../../../lib/core/report/charts/traffic-charts.ts";
import { endpointStep, groundOf, loadStep, START_SECONDS, userStep } from "../given-steps.ts";

const steps = [
  endpointStep(0, { requests: 90 }),
  endpointStep(0, { endpoint: "items_buy", requests: 10, statuses: { "201": 7, "503": 2, "0": 1 } }),
  userStep(0, 12),
  loadStep(0, 0),
  endpointStep(1, { requests: 80, statuses: { "200": 79, "429": 1 } }),
  userStep(1, 20),
  loadStep(1, 5),
  // Second 2 has no row: k6 wrote none.
  endpointStep(3, { requests: 50 }),
];

const charts = trafficCharts(groundOf({ steps }));
const chart = (id: string): Chart => {
  const found = charts.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no chart ${id}`);
  return found;
};
const series = (id: string) =>
  Object.fromEntries(chart(id).series.map(({ label, values }) => [label, values]));

describe("trafficCharts", () => {
  it("hold the offered rate against the achieved one, second by second, with a gap where nothing was written", () => {
    expect(chart("rate").points).to.deep.equal([0, 1, 2, 3].map((second) => START_SECONDS + second));
    expect(series("rate")).to.deep.equal({
      offered: [100, 100, null, 100],
      achieved: [100, 80, null, 50],
    });
    expect(chart("rate")).to.include({ unit: "perSecond", across: "time", bridgesGaps: false });
  });

  it("have a line for every status that is no success, and one for no answer", () => {
    expect(series("statuses")).to.deep.equal({
      "no answer": [1, 0, null, 0],
      "429": [0, 1, null, 0],
      "503": [2, 0, null, 0],
    });
  });

  it("say so where every answer was a success", () => {
    const [, statuses] = trafficCharts(groundOf({ steps: [endpointStep(0)] }));
    expect(statuses).to.deep.include({ series: [], caption: "Every answer had a status from 200 to 299." });
  });

  it("show virtual users against drops, each on an axis of its own", () => {
    expect(series("users")).to.deep.equal({
      "virtual users at work": [12, 20, null, null],
      dropped: [0, 5, null, 0],
    });
    expect(chart("users").series.map(({ axis }) => axis)).to.deep.equal(["left", "right"]);
    expect(chart("users")).to.include({ unit: "count", rightUnit: "perSecond" });
  });

  it("tell the same in a table, with units", () => {
    expect(chart("rate").table.head.map(({ title }) => title)).to.deep.equal([
      "from (UTC)",
      "offered",
      "achieved",
    ]);
    expect(chart("rate").table.rows[1]).to.deep.equal(["03:04:06", "100/s", "80/s"]);
    expect(chart("rate").table.rows[2]).to.deep.equal(["03:04:07", "none", "none"]);
    expect(chart("users").table.rows[1]).to.deep.equal(["03:04:06", "20", "5/s"]);
  });

  it("tell a long run in a table of at most 40 rows, as means of wider windows", () => {
    const long = Array.from({ length: 100 }, (_, second) =>
      endpointStep(second, { requests: second < 4 ? 10 : 20 }),
    );
    const { rows } = trafficCharts(groundOf({ steps: long }))[0]?.table ?? { rows: [] };
    // 100 s in windows of 4 s: 25 rows, the first with four seconds of 10.
    expect(rows).to.have.lengthOf(25);
    expect(rows[0]?.[2]).to.equal("10/s");
    expect(rows[1]?.[2]).to.equal("20/s");
  });

  it("count a last window that was cut short by its seconds", () => {
    // 1,501 s do not fit 1,500 windows: they are of 2 s, and the last has one second of 10.
    const long = Array.from({ length: 1501 }, (_, second) => endpointStep(second, { requests: 10 }));
    const achieved = trafficCharts(groundOf({ steps: long }))[0]?.series[1]?.values ?? [];
    expect(achieved).to.have.lengthOf(751);
    expect(new Set(achieved)).to.deep.equal(new Set([10]));
  });
});
