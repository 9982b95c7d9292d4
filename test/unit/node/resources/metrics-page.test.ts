import { expect } from "chai";
import { sumOf } from "../../../../lib/core/analysis/metric-sample.ts";
import { readMetricsPage } from "../../../../lib/node/resources/metrics-page.ts";
import { readingOf } from "../../../../lib/node/resources/metrics-reader.ts";

describe("readMetricsPage", () => {
  it("reads samples with and without labels, and passes over comments", () => {
    const page = '# HELP up help\n# TYPE up gauge\nup 1\nrequests_total{code="200",path="/a,b"} 3e2\n';
    expect(readMetricsPage(page)).to.deep.equal([
      { name: "up", labels: {}, value: 1 },
      { name: "requests_total", labels: { code: "200", path: "/a,b" }, value: 300 },
    ]);
  });

  it("unescapes values of labels", () => {
    const [sample] = readMetricsPage(String.raw`a{b="say \"hi\"\n\\ }"} 1`);
    expect(sample?.labels).to.deep.equal({ b: 'say "hi"\n\\ }' });
  });

  it("passes over time stamps and exemplars", () => {
    const page = 'a{b="c"} 1 1700000000000\nd_bucket{le="1"} 2 # {trace_id="x"} 0.5 1700000000\n# EOF\n';
    expect(readMetricsPage(page).map(({ name, value }) => [name, value])).to.deep.equal([
      ["a", 1],
      ["d_bucket", 2],
    ]);
  });

  it("keeps nothing of a value that is not finite, and of a page that is none", () => {
    expect(readMetricsPage("a NaN\nb +Inf\nc 1\n").map(({ name }) => name)).to.deep.equal(["c"]);
    expect(readMetricsPage("<!doctype html>\n<p>not found</p>\n")).to.deep.equal([]);
    expect(readMetricsPage("")).to.deep.equal([]);
  });
});

describe("sumOf", () => {
  const samples = readMetricsPage('a{b="1",c="x"} 1\na{b="1",c="y"} 2\na{b="2"} 4\n');

  it("adds up the samples that have all of the labels", () => {
    expect(sumOf(samples, "a")).to.equal(7);
    expect(sumOf(samples, "a", { b: "1" })).to.equal(3);
    expect(sumOf(samples, "a", { b: "1", c: "y" })).to.equal(2);
  });

  it("is null, and not 0, where there is none", () => {
    expect(sumOf(samples, "a", { b: "3" })).to.equal(null);
    expect(sumOf(samples, "z")).to.equal(null);
  });
});

describe("a reading from a metrics page", () => {
  it("has what the page tells, and null for the rest", () => {
    const page = [
      "process_cpu_seconds_total 12.5",
      "process_resident_memory_bytes 1e8",
      "nodejs_eventloop_lag_seconds 0.5",
      "nodejs_eventloop_lag_mean_seconds 0.011",
      'database_connections_active{database_type="postgresql"} 4',
    ].join("\n");
    expect(readingOf(readMetricsPage(page))).to.include({
      cpuSeconds: 12.5,
      residentBytes: 1e8,
      eventLoopLagSeconds: 0.011,
      connections: 4,
      networkReceivedBytes: null,
    });
    expect(readingOf(readMetricsPage("up 1\n"))).to.include({ residentBytes: null, connections: null });
  });

  it("takes the single look at the event loop where there is no mean", () => {
    expect(readingOf(readMetricsPage("nodejs_eventloop_lag_seconds 0.5\n")).eventLoopLagSeconds).to.equal(
      0.5,
    );
  });
});
