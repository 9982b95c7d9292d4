import { expect } from "chai";
import { createLogger } from "../../../services/shared/logger.ts";
import { startMetricsListener, type MetricsListener } from "../../../services/shared/metrics-listener.ts";
import { MetricsCollector } from "../../../services/shared/metrics.ts";
import { businessMetrics } from "../../../services/api/business-metrics.ts";
import { readPrometheusText, valueOf } from "../../support/prometheus-text.ts";

const deadlineMs = 300;
const logger = createLogger("api", "silent");

function listener(page: () => Promise<string>): Promise<MetricsListener> {
  const pages = { "/business-metrics": page };
  const where = { host: "127.0.0.1", port: 0, ifBusy: "fail" } as const;
  return startMetricsListener({ ...where, pages, contentType: "text/plain", logger });
}

async function owner(service: "postgres" | "mongo", tasks: number): Promise<MetricsCollector> {
  const metrics = new MetricsCollector({ service, objectives: [] });
  for (let i = 0; i < tasks; i++) await metrics.task("task", () => "error")(async () => undefined);
  return metrics;
}

describe("the business metrics of the api", () => {
  const listeners: MetricsListener[] = [];
  let api: MetricsCollector;

  beforeEach(() => {
    api = new MetricsCollector({ service: "api", objectives: [] });
    api.counter("user_registrations_total", {}).add(3);
  });

  afterEach(async () => {
    await Promise.all(listeners.splice(0).map((one) => one.close()));
  });

  async function source(name: string, page: () => Promise<string>) {
    const one = await listener(page);
    listeners.push(one);
    return { name, url: `http://127.0.0.1:${one.port}` };
  }

  it("are its own and those of their owners, each family once and each number under who observed it", async () => {
    const mongo = await owner("mongo", 5);
    const postgres = await owner("postgres", 2);
    const sources = [
      await source("mongo", () => mongo.text("business")),
      await source("postgres", () => postgres.text("business")),
    ];
    const families = readPrometheusText(await businessMetrics(api, sources, deadlineMs));
    const count = "task_processing_duration_seconds_count";
    expect(valueOf(families, "user_registrations_total", { service: "api" })).to.equal(3);
    expect(valueOf(families, count, { service: "mongo", status: "success" })).to.equal(5);
    expect(valueOf(families, count, { service: "postgres", status: "success" })).to.equal(2);
    expect(valueOf(families, "business_metrics_source_up", { source: "mongo" })).to.equal(1);
  });

  it("leave a gap where an owner is away, answers too late, or answers something else", async () => {
    const away = await source("away", async () => "");
    await listeners.pop()!.close();
    const sources = [
      away,
      await source("late", () => new Promise(() => undefined)),
      await source("wrong", async () => "<html># HELP nothing\n</html>"),
      await source("broken", () => Promise.reject(new Error("broken"))),
    ];
    const startedMs = performance.now();
    const families = readPrometheusText(await businessMetrics(api, sources, deadlineMs));
    expect(performance.now() - startedMs).to.be.below(5 * deadlineMs);
    expect(valueOf(families, "user_registrations_total")).to.equal(3);
    expect(valueOf(families, "task_processing_duration_seconds_count")).to.equal(null);
    for (const name of ["away", "late", "broken"]) {
      expect(valueOf(families, "business_metrics_source_up", { source: name }), name).to.equal(0);
    }
  });

  it("pass nothing on that is not business", async () => {
    const mongo = await owner("mongo", 1);
    mongo.counter("cache_hits_total", { cache_type: "lru" }).add();
    mongo.set("business_metrics_source_up", { source: "x" }, 1);
    const everything = async () => `${await mongo.text("service")}\n${await mongo.text("business")}`;
    const text = await businessMetrics(api, [await source("mongo", everything)], deadlineMs);
    expect(readPrometheusText(text).map(({ name }) => name)).to.have.members([
      "user_registrations_total",
      "business_metrics_source_up",
      "task_processing_duration_seconds",
    ]);
    expect(valueOf(readPrometheusText(text), "business_metrics_source_up", { source: "x" })).to.equal(null);
  });
});

describe("a listener for scrapes", () => {
  it("serves its pages, and nothing else", async () => {
    const one = await listener(async () => "# nothing\n");
    try {
      const answer = (path: string, method = "GET") =>
        fetch(`http://127.0.0.1:${one.port}${path}`, { method });
      const page = await answer("/business-metrics?x=1");
      expect([page.status, await page.text()]).to.deep.equal([200, "# nothing\n"]);
      for (const path of ["/", "/metrics", "/constructor", "/__proto__"]) {
        expect((await answer(path)).status).to.equal(404);
      }
      expect((await answer("/business-metrics", "POST")).status).to.equal(405);
    } finally {
      await one.close();
    }
  });

  it("answers 500 where a page cannot be made, and goes on", async () => {
    let calls = 0;
    const one = await listener(async () => {
      calls += 1;
      if (calls === 1) throw new Error("broken");
      return "# nothing\n";
    });
    try {
      const statuses = [];
      for (let i = 0; i < 2; i++) {
        statuses.push((await fetch(`http://127.0.0.1:${one.port}/business-metrics`)).status);
      }
      expect(statuses).to.deep.equal([500, 200]);
    } finally {
      await one.close();
    }
  });

  it("takes another port where its own is busy, or fails, as it is told", async () => {
    const first = await listener(async () => "");
    const pages = {};
    const where = { host: "127.0.0.1", port: first.port, pages, contentType: "text/plain", logger };
    try {
      const second = await startMetricsListener({ ...where, ifBusy: "another" });
      expect(second.port).not.to.equal(first.port);
      await second.close();
      const failure = await startMetricsListener({ ...where, ifBusy: "fail" }).catch(
        (error: unknown) => error,
      );
      expect((failure as { code: unknown }).code).to.equal("EADDRINUSE");
    } finally {
      await first.close();
    }
  });
});
