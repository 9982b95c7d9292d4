import { expect } from "chai";
import { answersWithin, succeeds } from "../../../../lib/core/objective/builders.ts";
import { MetricsCollector } from "../../../../services/shared/metrics.ts";
import { readPrometheusText, valueOf } from "../../../support/prometheus-text.ts";

/** Copied from the issue; `traffic` is the one label more that the two http_ metrics carry. */
const contract = [
  { name: "http_requests_total", type: "counter", labels: "method,endpoint,status_code,service,traffic" },
  { name: "http_request_duration_seconds", type: "histogram", labels: "method,endpoint,service,traffic" },
  { name: "database_connections_active", type: "gauge", labels: "database_type,service" },
  { name: "database_query_duration_seconds", type: "histogram", labels: "database_type,operation,service" },
  { name: "database_errors_total", type: "counter", labels: "database_type,error_type,service" },
  { name: "user_registrations_total", type: "counter", labels: "service" },
  { name: "active_users_current", type: "gauge", labels: "service" },
  { name: "task_processing_duration_seconds", type: "histogram", labels: "task_type,status,service" },
  { name: "cache_hits_total", type: "counter", labels: "cache_type,service" },
  { name: "cache_misses_total", type: "counter", labels: "cache_type,service" },
  { name: "cache_size_bytes", type: "gauge", labels: "cache_type,service" },
  { name: "message_queue_size", type: "gauge", labels: "queue_name,service" },
  { name: "messages_processed_total", type: "counter", labels: "queue_name,status,service" },
  { name: "message_processing_duration_seconds", type: "histogram", labels: "queue_name,service" },
];

const requestBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const queryBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** A clock that a test moves. */
class Clock {
  ms = 0;
  readonly now = () => this.ms;
}

function collector(clock = new Clock()): MetricsCollector {
  return new MetricsCollector({ service: "api", objectives: [], nowMs: clock.now });
}

async function familiesOf(metrics: MetricsCollector) {
  return readPrometheusText(`${await metrics.text("service")}\n${await metrics.text("business")}`);
}

/** One sample of every metric of the contract. */
async function useAll(metrics: MetricsCollector): Promise<void> {
  metrics.http.meter("GET", "/users/:id").record("user", 200, 0.1);
  metrics.set("database_connections_active", { database_type: "postgresql" }, 1);
  await metrics.query("postgresql", "list")(async () => undefined);
  metrics.countDatabaseError("postgresql", new Error("broken"));
  metrics.counter("user_registrations_total", {}).add();
  metrics.set("active_users_current", {}, 1);
  await metrics.task("task", () => "error")(async () => undefined);
  metrics.counter("cache_hits_total", { cache_type: "lru" }).add();
  metrics.counter("cache_misses_total", { cache_type: "lru" }).add();
  metrics.set("cache_size_bytes", { cache_type: "lru" }, 1);
  metrics.set("message_queue_size", { queue_name: "tasks" }, 1);
  await metrics.message("tasks", () => "error")(async () => undefined);
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("the metrics of a service", () => {
  it("have the names, types and labels of the contract, to the letter", async () => {
    const metrics = collector();
    await useAll(metrics);
    const families = await familiesOf(metrics);
    const told = contract.map(({ name }) => {
      const family = families.find((one) => one.name === name);
      const labels = Object.keys(family?.samples[0]?.labels ?? {}).sort();
      return { name, type: family?.type, labels: labels.join() };
    });
    expect(told).to.deep.equal(
      contract.map(({ name, type, labels }) => ({ name, type, labels: labels.split(",").sort().join() })),
    );
  });

  it("say their service on every sample, Node's own among them", async () => {
    const families = await familiesOf(collector());
    expect(families.map(({ name }) => name)).to.include.members([
      "nodejs_eventloop_lag_p99_seconds",
      "process_resident_memory_bytes",
      "nodejs_heap_size_used_bytes",
    ]);
    for (const { samples } of families) {
      for (const { labels } of samples) expect(labels.service).to.equal("api");
    }
  });

  it("have the buckets of the contract, and every latency limit as a bound", async () => {
    const promised = { service: "api", owner: "api", periodDays: 30 };
    const objectives = [
      succeeds(promised, "a", 0.99),
      answersWithin(promised, "a", 0.3, 0.99),
      answersWithin(promised, "b", 0.75, 0.99),
      answersWithin(promised, "c", 20, 0.99),
    ];
    const metrics = new MetricsCollector({ service: "api", objectives });
    await useAll(metrics);
    const families = await familiesOf(metrics);
    const bounds = (name: string) => families.find((family) => family.name === name)?.bounds;
    expect(bounds("http_request_duration_seconds")).to.deep.equal(
      [...requestBounds, 0.3, 20].sort((a, b) => a - b),
    );
    expect(bounds("database_query_duration_seconds")).to.deep.equal(queryBounds);
  });

  it("have the base buckets where no limit asks for more", async () => {
    const metrics = collector();
    await useAll(metrics);
    const family = (await familiesOf(metrics)).find(({ name }) => name === "http_request_duration_seconds");
    expect(family?.bounds).to.deep.equal(requestBounds);
  });

  it("tell what is business apart from the rest, and nothing twice", async () => {
    const metrics = collector();
    await useAll(metrics);
    const names = async (view: "service" | "business") =>
      readPrometheusText(await metrics.text(view)).map(({ name }) => name);
    expect(await names("business")).to.have.members([
      "user_registrations_total",
      "active_users_current",
      "task_processing_duration_seconds",
    ]);
    expect(await names("service")).not.to.include.members(await names("business"));
  });

  it("leave out families without a sample", async () => {
    expect(await collector().text("business")).to.equal("");
  });
});

describe("a timed query", () => {
  it("hands its result on, and is counted with its time", async () => {
    const clock = new Clock();
    const metrics = collector(clock);
    const list = metrics.query("postgresql", "list");
    const result = await list(async () => {
      clock.ms += 250;
      return "rows";
    });
    expect(result).to.equal("rows");
    const families = await familiesOf(metrics);
    const labels = { database_type: "postgresql", operation: "list" };
    expect(valueOf(families, "database_query_duration_seconds_count", labels)).to.equal(1);
    expect(valueOf(families, "database_query_duration_seconds_sum", labels)).to.equal(0.25);
    expect(valueOf(families, "database_errors_total")).to.equal(0);
  });

  it("that fails throws its error on, and counts with its time and what went wrong", async () => {
    const clock = new Clock();
    const metrics = collector(clock);
    const error = Object.assign(new Error("away"), { code: "unavailable" });
    const failing = metrics.query(
      "mongodb",
      "get",
    )(async () => {
      clock.ms += 100;
      throw error;
    });
    expect(await failureOf(failing)).to.equal(error);
    const families = await familiesOf(metrics);
    expect(valueOf(families, "database_query_duration_seconds_sum", { operation: "get" })).to.equal(0.1);
    const labels = { database_type: "mongodb", error_type: "unavailable" };
    expect(valueOf(families, "database_errors_total", labels)).to.equal(1);
  });

  it("knows errors by a closed list: any other is `other`", async () => {
    const metrics = collector();
    for (let i = 0; i < 100; i++) {
      metrics.countDatabaseError("postgresql", Object.assign(new Error("x"), { code: `code-${i}` }));
    }
    metrics.countDatabaseError("postgresql", "no error at all");
    const families = await familiesOf(metrics);
    const { samples } = families.find(({ name }) => name === "database_errors_total")!;
    expect(samples.map(({ labels, value }) => [labels.error_type, value])).to.deep.equal([["other", 101]]);
  });
});

describe("a timed message and a timed task", () => {
  it("count as a success with their time", async () => {
    const clock = new Clock();
    const metrics = collector(clock);
    const work = async () => void (clock.ms += 500);
    await metrics.message("tasks", () => "error")(work);
    await metrics.task("task", () => "error")(work);
    const families = await familiesOf(metrics);
    const success = { status: "success" };
    expect(valueOf(families, "messages_processed_total", success)).to.equal(1);
    expect(valueOf(families, "message_processing_duration_seconds_sum")).to.equal(0.5);
    expect(valueOf(families, "task_processing_duration_seconds_sum", success)).to.equal(0.5);
    expect(valueOf(families, "task_processing_duration_seconds_count", { status: "error" })).to.equal(0);
  });

  it("that fail throw their error on, and count as what it means", async () => {
    const clock = new Clock();
    const metrics = collector(clock);
    const error = new Error("broken");
    const work = async () => {
      clock.ms += 500;
      throw error;
    };
    expect(await failureOf(metrics.message("tasks", () => "deferred")(work))).to.equal(error);
    expect(await failureOf(metrics.task("task", () => "error")(work))).to.equal(error);
    const families = await familiesOf(metrics);
    expect(valueOf(families, "messages_processed_total", { status: "deferred" })).to.equal(1);
    expect(valueOf(families, "messages_processed_total", { status: "success" })).to.equal(0);
    expect(valueOf(families, "message_processing_duration_seconds_count")).to.equal(1);
    expect(valueOf(families, "task_processing_duration_seconds_count", { status: "error" })).to.equal(1);
    expect(valueOf(families, "task_processing_duration_seconds_sum", { status: "error" })).to.equal(0.5);
  });
});

describe("what will be counted", () => {
  it("is there with zero before it happens", async () => {
    const metrics = collector();
    metrics.http.meter("POST", "/users").createWithZero();
    metrics.query("postgresql", "list");
    metrics.counter("cache_hits_total", { cache_type: "redis" });
    metrics.counter("cache_misses_total", { cache_type: "redis" });
    metrics.message("tasks", () => "error");
    metrics.task("task", () => "error");
    const families = await familiesOf(metrics);
    const requests = families.find(({ name }) => name === "http_requests_total")!.samples;
    expect(
      requests.map(({ labels, value }) => [labels.traffic, labels.status_code, value]),
    ).to.have.deep.members([
      ["user", "201", 0],
      ["user", "500", 0],
      ["synthetic", "201", 0],
      ["synthetic", "500", 0],
    ]);
    const zeros = [
      "http_request_duration_seconds_count",
      "database_query_duration_seconds_count",
      "database_errors_total",
      "cache_hits_total",
      "cache_misses_total",
      "messages_processed_total",
      "message_processing_duration_seconds_count",
      "task_processing_duration_seconds_count",
    ];
    expect(zeros.map((name) => valueOf(families, name))).to.deep.equal(zeros.map(() => 0));
  });
});
