import { expect } from "chai";
import type uPlot from "uplot";
import { scalesOf, timeSpanOf } from "../../../../lib/browser/report/scales.ts";
import type { DrawnChart } from "../../../../lib/core/report/charts/drawn-chart.ts";

const SPAN = [100, 200] as const;

function aChart(varied: Partial<DrawnChart> = {}): DrawnChart {
  return {
    ...{ id: "x", title: "", caption: "", across: "time", unit: "seconds", rightUnit: null, scale: "linear" },
    ...{ points: [110, 190], series: [], limits: [], bridgesGaps: false },
    ...varied,
  };
}

/** None of the ranges looks at the plot. */
const noPlot = null as unknown as uPlot;

/** What the axis reaches for figures from `least` to `most`. */
function reach(
  chart: DrawnChart,
  axis: "x" | "left",
  least: number | null,
  most: number | null,
): uPlot.Range.MinMax {
  const range = scalesOf(chart, SPAN)[axis]?.range;
  if (typeof range !== "function") throw new Error(`no range of ${axis}`);
  return range(noPlot, least as number, most as number, axis);
}

describe("timeSpanOf", () => {
  it("is from the first point to the last of all charts over time", () => {
    const charts = [
      aChart(),
      aChart({ points: [100, 150] }),
      aChart({ points: [] }),
      aChart({ across: "rate", points: [1] }),
    ];
    expect(timeSpanOf(charts)).to.deep.equal([100, 190]);
  });
});

describe("scalesOf", () => {
  it("lets every chart over time reach as far as the run, and no further", () => {
    expect(reach(aChart(), "x", 110, 190)).to.deep.equal([100, 200]);
    expect(reach(aChart(), "x", 120, 130)).to.deep.equal([120, 130]);
    expect(reach(aChart(), "x", 20, 1000)).to.deep.equal([100, 200]);
  });

  it("begins at zero, with a little room above the figures", () => {
    expect(reach(aChart(), "left", 40, 100)).to.deep.equal([0, 108]);
    expect(reach(aChart(), "left", -5, 100)).to.deep.equal([-5, 108]);
    expect(reach(aChart(), "left", null, null)).to.deep.equal([0, 1.08]);
  });

  it("reaches up to a limit unless that would press the lines flat", () => {
    const limited = (value: number) => aChart({ limits: [{ label: "limit", value }] });
    expect(reach(limited(400), "left", 0, 100)[1]).to.be.closeTo(432, 1e-9);
    expect(reach(limited(401), "left", 0, 100)).to.deep.equal([0, 108]);
  });

  it("reaches from one power of ten to another where it is logarithmic, limits included", () => {
    const chart = aChart({ scale: "logarithmic", limits: [{ label: "limit", value: 0.5 }] });
    expect(reach(chart, "left", 0.02, 0.2)).to.deep.equal([0.01, 1]);
    expect(reach(chart, "left", 0.02, 0.95)).to.deep.equal([0.01, 10]);
    expect(reach(aChart({ scale: "logarithmic" }), "left", 0.02, 0.03)).to.deep.equal([0.01, 0.1]);
  });
});
