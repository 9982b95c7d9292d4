import { expect } from "chai";
import { pointInWords, seriesOf } from "../../../../lib/browser/report/series.ts";
import { themeFor } from "../../../../lib/browser/report/theme.ts";
import type { DrawnChart } from "../../../../lib/core/report/charts/drawn-chart.ts";
import { trafficCharts } from "../../../../lib/core/report/charts/traffic-charts.ts";
import { endpointStep, groundOf, loadStep, userStep } from "../../core/report/given-steps.ts";

const [rate, , users] = trafficCharts(
  groundOf({ steps: [endpointStep(0), userStep(0, 7), loadStep(0, 2), endpointStep(2)] }),
);

function drawn(chart: DrawnChart | undefined): DrawnChart {
  if (chart === undefined) throw new Error("no such chart");
  return chart;
}

describe("pointInWords", () => {
  it("tells every figure of a moment in its own unit, for people who hear the page", () => {
    expect(pointInWords(drawn(users), 0)).to.equal("03:04:05: virtual users at work 7, dropped 2/s");
  });

  it("says so where nothing was measured", () => {
    expect(pointInWords(drawn(rate), 1)).to.equal("03:04:06: offered none, achieved none");
  });
});

describe("seriesOf", () => {
  it("draws what is planned dashed, and lines beyond the last colour too", () => {
    const theme = themeFor(false);
    expect(seriesOf(drawn(rate), theme).map(({ dash }) => dash !== undefined)).to.deep.equal([
      false,
      true,
      false,
    ]);
    const many = {
      ...drawn(users),
      series: Array.from({ length: 9 }, () => drawn(users).series[0] ?? never()),
    };
    const lines = seriesOf(many, theme).slice(1);
    expect(lines.map(({ dash }) => dash !== undefined)).to.deep.equal([
      ...Array<boolean>(8).fill(false),
      true,
    ]);
    expect(lines[8]?.stroke).to.equal(lines[0]?.stroke);
  });

  it("bridges gaps only where a chart says so", () => {
    expect(seriesOf(drawn(rate), themeFor(false))[1]?.spanGaps).to.equal(false);
    expect(seriesOf({ ...drawn(rate), bridgesGaps: true }, themeFor(false))[1]?.spanGaps).to.equal(true);
  });
});

function never(): never {
  throw new Error("the chart has a line");
}
