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

  it("go by one source for each quantity of a subject: the first of process, container, page, Prometheus", () => {
    const samples = [0, 15].flatMap((second) => [
      aSample(second, { source: "prometheus", residentBytes: 9000, cpuCores: 9, connections: 2 }),
      aSample(second, { source: "container", residentBytes: 4000, cpuCores: 0.1 }),
    ]);
    const { cpu, memory, connections } = chartsOf(samples);
    expect(lines(cpu)).to.deep.equal({ shop: [0.1, 0.1] });
    expect(lines(memory)).to.deep.equal({ shop: [4000, 4000] });
    expect(lines(connections)).to.deep.equal({ shop: [2, 2] });
  });

  it("make rates of totals that are told less often than others are", () => {
    const samples = [0, 1, 2].map((second) => aSample(second, { subject: "runner" }));
    samples.push(aSample(0, { source: "prometheus", networkSentBytes: 100 }));
    samples.push(aSample(2, { source: "prometheus", networkSentBytes: 300 }));
    expect(lines(chartsOf(samples)["network-sent"])).to.deep.equal({ shop: [null, null, 100] });
  });

  it("are none where nothing was sampled", () => {
    expect(resourceCharts(groundOf({}))).to.deep.equal([]);
  });
});
