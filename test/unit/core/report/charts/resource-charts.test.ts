import { expect } from "chai";
import { resourceCharts } from "../../../../../lib/core/report/charts/resource-charts.ts";
import { trafficCharts } from "../../../../../lib/core/report/charts/traffic-charts.ts";
import type { ResourceSample } from "../../../../../lib/core/record/resource.ts";
import { aSample, endpointStep, groundOf, START_SECONDS } from "../given-steps.ts";

const chartsOf = (samples: readonly ResourceSample[]) =>
  Object.fromEntries(resourceCharts(groundOf({ samples })).map((chart) => [chart.id, chart]));

const lines = (chart: ReturnType<typeof chartsOf>[string] | undefined) =>
  Object.fromEntries((chart?.series ?? []).map(({ label, values }) => [label, values]));

describe("resourceCharts", () => {
  it("show CPU and memory of every subject in one chart each, on the same points as the traffic", () => {
    const samples = [0, 1].flatMap((second) => [
      aSample(second, { cpuCores: 0.5, residentBytes: 2048 }),
      aSample(second, { subject: "generator", cpuCores: 1 + second, residentBytes: 4096 }),
    ]);
    const ground = groundOf({ samples, steps: [endpointStep(0), endpointStep(1)] });
    const charts = resourceCharts(ground);
    expect(charts.map(({ id }) => id)).to.deep.equal(["cpu", "memory"]);
    expect(lines(charts[0])).to.deep.equal({ generator: [1, 2], shop: [0.5, 0.5] });
    expect(lines(charts[1])).to.deep.equal({ generator: [4096, 4096], shop: [2048, 2048] });
    expect(charts[0]?.points).to.deep.equal(trafficCharts(ground)[0]?.points);
  });

  it("leave out a quantity that nobody tells, and a subject that does not tell it", () => {
    const charts = chartsOf([
      aSample(0, { connections: 3 }),
      aSample(0, { subject: "database", cpuCores: null }),
    ]);
    expect(Object.keys(charts)).to.deep.equal(["cpu", "memory", "connections"]);
    expect(lines(charts["cpu"])).to.deep.equal({ shop: [0.5] });
    expect(lines(charts["connections"])).to.deep.equal({ shop: [3] });
  });

  it("draw on over seconds between samples that are further apart", () => {
    const { cpu } = chartsOf([aSample(0), aSample(30)]);
    expect(cpu?.points).to.deep.equal([START_SECONDS, START_SECONDS + 30]);
    expect(cpu?.bridgesGaps).to.equal(true);
  });

  it("make rates of totals: their difference by the time between the samples", () => {
    const totals = [1000, 3000, 2500].map((networkSentBytes, index) =>
      aSample(10 * index, { networkSentBytes }),
    );
    // 2,000 bytes in 10 s; then it went back: the container was started anew.
    expect(lines(chartsOf(totals)["network-sent"])).to.deep.equal({ shop: [null, 200, null] });
  });

  it("are none where nothing was sampled", () => {
    expect(resourceCharts(groundOf({}))).to.deep.equal([]);
  });
});
