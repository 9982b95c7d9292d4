import { expect } from "chai";
import { Histogram, Registry } from "prom-client";
import { CounterFamily, HistogramFamily } from "../../../../services/shared/metrics-series.ts";
import { readPrometheusText } from "../../../support/prometheus-text.ts";

const bounds = [0.1, 0.5, 1];

describe("a bound series", () => {
  it("of a histogram tells what prom-client's own histogram tells of the same values", async () => {
    const ours = new Registry();
    const theirs = new Registry();
    const about = { name: "took_seconds", help: "Time.", labelNames: ["who", "how"] };
    const family = new HistogramFamily({ ...about, registry: ours }, bounds);
    const histogram = new Histogram({ ...about, buckets: bounds, registers: [theirs] });
    // Below, on and above every bound.
    const values = [0, 0.05, 0.1, 0.100001, 0.5, 0.7, 1, 1.5, 100];
    for (const who of ["a", 'b "quoted"\n']) {
      for (const value of values) {
        family.series({ who, how: "x" }).observe(value);
        histogram.observe({ who, how: "x" }, value);
      }
    }
    expect(await ours.metrics()).to.equal(await theirs.metrics());
    expect(readPrometheusText(await ours.metrics())).to.have.lengthOf(1);
  });

  it("is one, whatever the order of its labels, and never set back", async () => {
    const registry = new Registry();
    const family = new CounterFamily({ name: "done_total", help: "Done.", labelNames: ["a", "b"], registry });
    family.series({ a: "1", b: "2" }).add(3);
    expect(family.series({ b: "2", a: "1" }).value).to.equal(3);
    for (let read = 0; read < 2; read++) {
      expect(await registry.metrics()).to.contain('done_total{a="1",b="2"} 3\n');
    }
  });

  it("drops what is no number, and what would make a counter fall", () => {
    const registry = new Registry();
    const series = new CounterFamily({ name: "n_total", help: "N.", labelNames: [], registry }).series({});
    for (const none of [NaN, Infinity, -Infinity, -1]) series.add(none);
    expect(series.value).to.equal(0);
  });
});
