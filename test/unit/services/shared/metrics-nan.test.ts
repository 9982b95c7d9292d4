import { expect } from "chai";
import { MetricsCollector } from "../../../../services/shared/metrics.ts";
import { readPrometheusText, valueOf } from "../../../support/prometheus-text.ts";

function collector(): MetricsCollector {
  return new MetricsCollector({ service: "api", objectives: [] });
}

describe("numbers that are none", () => {
  for (const none of [NaN, Infinity, -Infinity]) {
    it(`leave every series as it was: ${none}`, async () => {
      const metrics = collector();
      metrics.counter("cache_hits_total", { cache_type: "lru" }).add(2);
      metrics.counter("cache_hits_total", { cache_type: "lru" }).add(none);
      metrics.set("cache_size_bytes", { cache_type: "lru" }, 7);
      expect(metrics.set("cache_size_bytes", { cache_type: "lru" }, none)).to.be.false;
      metrics.histogram("message_processing_duration_seconds", { queue_name: "q" }).observe(0.5);
      metrics.histogram("message_processing_duration_seconds", { queue_name: "q" }).observe(none);
      const families = readPrometheusText(await metrics.text("service"));
      expect(valueOf(families, "cache_hits_total")).to.equal(2);
      expect(valueOf(families, "cache_size_bytes")).to.equal(7);
      expect(valueOf(families, "message_processing_duration_seconds_count")).to.equal(1);
      expect(valueOf(families, "message_processing_duration_seconds_sum")).to.equal(0.5);
    });
  }

  it("are never told, not even of the event loop between two scrapes", async () => {
    const metrics = collector();
    for (let scrape = 0; scrape < 3; scrape++) expect(await metrics.text("service")).not.to.match(/ nan$/im);
  });

  it("are not made of what is missing", () => {
    expect(collector().set("message_queue_size", { queue_name: "q" }, undefined)).to.be.false;
    expect(collector().set("message_queue_size", { queue_name: "q" }, null)).to.be.false;
    expect(collector().set("message_queue_size", { queue_name: "q" }, "12")).to.be.false;
  });
});
