import { expect } from "chai";
import { syntheticTrafficHeader } from "../../../../lib/core/record/names.ts";
import { trafficOf } from "../../../../services/shared/metrics-http.ts";
import { MetricsCollector } from "../../../../services/shared/metrics.ts";
import { readPrometheusText } from "../../../support/prometheus-text.ts";

async function requestsOf(metrics: MetricsCollector) {
  const families = readPrometheusText(await metrics.text("service"));
  return families.find(({ name }) => name === "http_requests_total")?.samples ?? [];
}

describe("the traffic of a request", () => {
  const name = syntheticTrafficHeader.name.toLowerCase();

  it("is synthetic by the header that Tidemark's requests send, and by nothing else", () => {
    expect(trafficOf({ [name]: syntheticTrafficHeader.value })).to.equal("synthetic");
    expect(trafficOf({})).to.equal("user");
    expect(trafficOf({ [name]: "yes" })).to.equal("user");
    expect(trafficOf({ [name]: ["synthetic", "synthetic"] })).to.equal("user");
  });
});

describe("the meters of requests", () => {
  it("take any method that is not usual as one", async () => {
    const collector = new MetricsCollector({ service: "mongo", objectives: [] });
    for (const method of ["PROPFIND", "QUERY", "x".repeat(50)]) {
      collector.http.meter(method, "/tasks").record("user", 404, 0.1);
    }
    const samples = await requestsOf(collector);
    expect(samples.map(({ labels, value }) => [labels.method, value])).to.deep.equal([["OTHER", 3]]);
  });

  it("count user and synthetic traffic apart, and each status", async () => {
    const collector = new MetricsCollector({ service: "mongo", objectives: [] });
    const meter = collector.http.meter("GET", "/tasks");
    meter.record("user", 200, 0.1);
    meter.record("user", 200, 0.1);
    meter.record("synthetic", 200, 0.1);
    meter.record("synthetic", 503, 0.1);
    const samples = await requestsOf(collector);
    expect(
      samples.map(({ labels, value }) => [labels.traffic, labels.status_code, value]),
    ).to.have.deep.members([
      ["user", "200", 2],
      ["synthetic", "200", 1],
      ["synthetic", "503", 1],
    ]);
  });
});
