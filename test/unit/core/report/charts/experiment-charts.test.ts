import { expect } from "chai";
import { experimentCharts } from "../../../../../lib/core/report/charts/experiment-charts.ts";
import { anExperimentResult } from "../../chaos/given.ts";
import { aRecord } from "../../given.ts";
import { endpointStep, groundOf, oneBucket } from "../given-steps.ts";

const steps = [
  endpointStep(0),
  endpointStep(1, { statuses: { "200": 6, "503": 3, "0": 1 }, latency: oneBucket(1, 10) }),
  endpointStep(1, { endpoint: "items_buy", requests: 30, statuses: { "201": 30 } }),
];

function charts(experiments = [anExperimentResult()]) {
  return experimentCharts(groundOf({ steps }, aRecord({ experiments })));
}

describe("experimentCharts", () => {
  it("are none for a run without experiments", () => {
    expect(charts([])).to.deep.equal([]);
  });

  it("show the latency of all endpoints together", () => {
    const [latency] = charts();
    // In second 1 thirty answers of forty took 125 ms at most, and ten 2 s: the median is one of the former.
    const [p50, p95] = latency!.series.map(({ values }) => values[1]!);
    expect(p50).to.be.within(0.0625, 0.125);
    expect(p95).to.be.within(1, 2);
  });

  it("show the errors of each endpoint a second, refusals and missing answers alike", () => {
    const errors = charts()[1]!;
    expect(errors.series.map(({ label, values }) => [label, values])).to.deep.equal([
      ["items_list", [0, 4]],
      ["items_buy", [0, 0]],
    ]);
  });
});
