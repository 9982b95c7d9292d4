import { expect } from "chai";
import { countSamples } from "../../../../../lib/node/recorder/forwarding/count-samples.ts";
import { trendsAsGauges } from "../../../../../lib/node/recorder/forwarding/trend-stats/as-gauges.ts";
import type { Histogram } from "../../../../../lib/node/recorder/forwarding/trend-stats/histogram.ts";
import { statistic } from "../../../../../lib/node/recorder/forwarding/trend-stats/statistic.ts";
import { k6Push, readPush, valuesOf } from "./k6-push.ts";

describe("countSamples", () => {
  it("counts numbers and histograms of every series", () => {
    expect(countSamples(k6Push)).to.equal(16).and.to.equal(readPush(k6Push).length);
  });

  it("throws for what is no push", () => {
    expect(() => countSamples(Buffer.from("not a push at all"))).to.throw();
  });
});

describe("a push for a back end that takes no native histograms", () => {
  const all = ["avg", "min", "med", "max", "count", "sum", "p(95)", "p(99.9)"].map(statistic);
  const rewritten = trendsAsGauges(k6Push, all);

  it("names its gauges as k6 does", () => {
    const names = readPush(trendsAsGauges(k6Push, all)).map(({ labels }) => labels["__name__"]);
    expect(names).to.include.members([
      "k6_http_req_duration_avg",
      "k6_http_req_duration_p95",
      "k6_http_req_duration_p999",
      "k6_own_wait_med",
    ]);
    expect(names.filter((name) => name?.includes("_seconds"))).to.deep.equal([]);
  });

  it("says what k6 itself counted and summed: 201 times 3 ms", () => {
    const values = valuesOf(rewritten);
    expect(values["k6_own_wait_count"]).to.equal(201);
    expect(values["k6_own_wait_sum"]).to.be.closeTo(0.603, 1e-9);
    expect(values["k6_own_wait_avg"]).to.be.closeTo(0.003, 1e-9);
    expect(values["k6_http_req_duration_count"]).to.equal(201);
  });

  it("keeps percentiles within the bucket: 3 ms lies between 2^(-68/8) and 2^(-67/8) s", () => {
    const values = valuesOf(rewritten);
    const [low, high] = [2 ** (-68 / 8), 2 ** (-67 / 8)];
    for (const suffix of ["med", "p95", "p999"]) {
      expect(values[`k6_own_wait_${suffix}`], suffix).to.be.within(low, high);
    }
    expect(values["k6_own_wait_min"]).to.equal(low);
    expect(values["k6_own_wait_max"]).to.equal(high);
    expect(values["k6_http_req_tls_handshaking_max"]).to.equal(0);
  });

  it("keeps labels and times, and every other series as it was", () => {
    const before = readPush(k6Push);
    const after = readPush(rewritten);
    const plain = before.filter(({ value }) => value !== null);
    expect(after).to.deep.include.members(plain);
    expect(after).to.have.lengthOf(plain.length + (before.length - plain.length) * all.length);
    const gauge = after.find(({ labels }) => labels["__name__"] === "k6_own_wait_avg");
    expect(gauge?.labels).to.include({ testid: "run-1", scenario: "a" });
    const iterations = plain.find(({ labels }) => labels["__name__"] === "k6_iterations_total");
    expect(gauge?.timestampMs).to.be.closeTo(iterations?.timestampMs ?? 0, 1_000);
  });
});

describe("a statistic of a histogram", () => {
  // Powers of two: ten values up to 1, thirty between 1 and 2, sixty between 2 and 4.
  const histogram: Histogram = {
    timestampMs: 0,
    count: 100,
    sum: 250,
    buckets: [
      { low: 0.5, high: 1, count: 10 },
      { low: 1, high: 2, count: 30 },
      { low: 2, high: 4, count: 60 },
    ],
  };

  for (const [name, expected, arithmetic] of [
    ["p(10)", 1, "the tenth value ends the first bucket"],
    ["p(25)", Math.SQRT2, "the fifteenth of the thirty: half way from 1 to 2 in logarithms"],
    ["p(40)", 2, "the fortieth value ends the second bucket"],
    ["med", 2 * 2 ** (10 / 60), "the tenth of sixty"],
    ["p(100)", 4, "the end of the last bucket"],
    ["p(0)", 0.5, "the beginning of the first"],
    ["avg", 2.5, "250 / 100"],
    ["min", 0.5, "the lowest bound"],
    ["max", 4, "the highest bound"],
  ] as const) {
    it(`${name} is ${expected}: ${arithmetic}`, () => {
      expect(statistic(name).of(histogram)).to.be.closeTo(expected, 1e-12);
    });
  }

  it("is 0 among values that are 0, and interpolates below it", () => {
    const signed: Histogram = {
      ...histogram,
      buckets: [
        { low: -4, high: -2, count: 10 },
        { low: 0, high: 0, count: 10 },
      ],
    };
    expect(statistic("p(25)").of(signed)).to.be.closeTo(-Math.sqrt(8), 1e-12);
    expect(statistic("p(75)").of(signed)).to.equal(0);
  });

  it("is no number for a histogram without values", () => {
    const empty: Histogram = { timestampMs: 0, count: 0, sum: 0, buckets: [] };
    for (const name of ["avg", "min", "max", "med"]) expect(statistic(name).of(empty)).to.be.NaN;
    expect(statistic("count").of(empty)).to.equal(0);
  });

  it("has the suffix that k6 gives it", () => {
    expect(["avg", "p(95)", "p(99.9)"].map((name) => statistic(name).suffix)).to.deep.equal([
      "avg",
      "p95",
      "p999",
    ]);
    expect(() => statistic("p95")).to.throw("p95");
  });
});
