import { expect } from "chai";
import { connect } from "node:net";
import { syntheticTrafficHeader } from "../../../lib/core/record/names.ts";
import { apiService } from "../../../services/api/service.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { postgresService } from "../../../services/postgres/service.ts";
import { objectives } from "../../../thresholds/index.ts";
import { readPrometheusText, valueOf, type Family, type Labels } from "../../support/prometheus-text.ts";
import { skipBecause } from "../../support/skip.ts";
import { startBreakableProxy, type BreakableProxy } from "./support/breakable-proxy.ts";
import { get, post } from "./support/http.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";

/** Every metric that the issue names, as a sample has it. */
const contract = [
  "http_requests_total",
  "http_request_duration_seconds_count",
  "database_connections_active",
  "database_query_duration_seconds_count",
  "database_errors_total",
  "user_registrations_total",
  "active_users_current",
  "task_processing_duration_seconds_count",
  "cache_hits_total",
  "cache_misses_total",
  "cache_size_bytes",
  "message_queue_size",
  "messages_processed_total",
  "message_processing_duration_seconds_count",
];

const intervalMs = 100;

async function pageOf(port: number | undefined, path: string): Promise<Family[]> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  expect(answer.status).to.equal(200);
  expect(answer.headers.get("content-type")).to.match(/^text\/plain; version=0\.0\.4/);
  return readPrometheusText(await answer.text());
}

describe("the metrics of real services, as a scrape reads them", () => {
  let database: TestDatabase;
  let proxy: BreakableProxy;
  let postgres: RunningService;
  let mongo: RunningService;
  let api: RunningService;

  before(async function () {
    const created = await createTestDatabase();
    if (typeof created === "string") return skipBecause(this, created);
    database = created;
  });

  beforeEach(async () => {
    proxy = await startBreakableProxy(database.host, database.port);
    const url = new URL(database.url);
    url.host = `127.0.0.1:${proxy.port}`;
    const env = { HEALTH_INTERVAL_MS: String(intervalMs), HEALTH_DEADLINE_MS: "1000" };
    postgres = await runInProcess(postgresService, { ...env, POSTGRES_URL: url.href, SEED_USERS: "10" });
    mongo = await runInProcess(mongoService, env);
    api = await runInProcess(apiService, {
      ...env,
      POSTGRES_SERVICE_URL: postgres.address,
      MONGO_SERVICE_URL: mongo.address,
      POSTGRES_METRICS_URL: `http://127.0.0.1:${postgres.metricsPorts.metrics}`,
      MONGO_METRICS_URL: `http://127.0.0.1:${mongo.metricsPorts.metrics}`,
      BUSINESS_METRICS_DEADLINE_MS: "500",
    });
    await eventually("everything is ready", async () => (await get(`${api.address}/ready`)).status === 200);
  });

  afterEach(async () => {
    await Promise.all([api, postgres, mongo].map((service) => service.close()));
    await proxy.close();
  });

  after(async () => {
    await (database as TestDatabase | undefined)?.drop();
  });

  const metricsOf = (service: RunningService) => pageOf(service.metricsPorts.metrics, "/metrics");
  const business = () => pageOf(api.metricsPorts.businessMetrics, "/business-metrics");
  const everything = async () =>
    (await Promise.all([metricsOf(api), metricsOf(postgres), metricsOf(mongo), business()])).flat();
  const requestsTo = async (service: RunningService, labels: Labels) =>
    valueOf(await metricsOf(service), "http_requests_total", labels);

  /** Counts come after answers: a scrape in the same moment may still miss the last one. */
  async function becomes(read: () => Promise<number | null>, expected: number, what: string): Promise<void> {
    let last: number | null = null;
    await eventually(`${what}: ${expected}`, async () => (last = await read()) === expected).catch(() => {
      expect(last, what).to.equal(expected);
    });
  }

  it("count exactly what was sent, on its way through the services", async () => {
    const users = `${api.address}/api/v1/users`;
    const stamp = Date.now();
    for (let i = 0; i < 4; i++) await get(`${users}/7`);
    for (let i = 0; i < 3; i++) await get(`${users}/2000000`);
    for (let i = 0; i < 2; i++) await get(`${users}/abc`);
    for (let i = 0; i < 5; i++) {
      const user = { username: `m-${stamp}-${i}`, email: `m-${stamp}-${i}@example.test` };
      expect((await post(users, user)).status).to.equal(201);
    }
    expect((await post(users, { username: "seed-1", email: "x@example.test" })).status).to.equal(409);
    for (let i = 0; i < 6; i++) {
      expect((await post(`${api.address}/api/v1/tasks`, { title: `task ${i}` })).status).to.equal(201);
    }
    await get(`${api.address}/nowhere`);

    const one = "/api/v1/users/:id";
    const expected: [Labels, number][] = [
      [{ method: "GET", endpoint: one, status_code: "200" }, 4],
      [{ method: "GET", endpoint: one, status_code: "404" }, 3],
      [{ method: "GET", endpoint: one, status_code: "400" }, 2],
      [{ method: "POST", endpoint: "/api/v1/users", status_code: "201" }, 5],
      [{ method: "POST", endpoint: "/api/v1/users", status_code: "409" }, 1],
      [{ method: "POST", endpoint: "/api/v1/tasks", status_code: "201" }, 6],
      [{ endpoint: "unknown", status_code: "404" }, 1],
    ];
    for (const [labels, count] of expected) {
      await becomes(() => requestsTo(api, labels), count, JSON.stringify(labels));
    }
    const durations = async (labels: Labels) =>
      valueOf(await metricsOf(api), "http_request_duration_seconds_count", labels);
    expect(await durations({ endpoint: one })).to.equal(9);
    // The first read of a user is the service's, the others the cache's; who is not there is not kept.
    expect(await requestsTo(postgres, { endpoint: "/users/:id", status_code: "200" })).to.equal(1);
    const api_ = await metricsOf(api);
    expect(valueOf(api_, "cache_hits_total", { cache_type: "lru" })).to.equal(3);
    expect(valueOf(api_, "cache_misses_total", { cache_type: "lru" })).to.equal(4);
    const creations = { database_type: "postgresql", operation: "create" };
    expect(valueOf(await metricsOf(postgres), "database_query_duration_seconds_count", creations)).to.equal(
      6,
    );

    await becomes(async () => valueOf(await business(), "user_registrations_total"), 5, "registrations");
    const processed = async (service: RunningService) =>
      valueOf(await metricsOf(service), "messages_processed_total", { status: "success" });
    await becomes(() => processed(postgres), 5, "registrations worked off");
    await becomes(() => processed(mongo), 6, "tasks worked off");
    const tasks = async () =>
      valueOf(await business(), "task_processing_duration_seconds_count", {
        service: "mongo",
        task_type: "task",
        status: "success",
      });
    await becomes(tasks, 6, "tasks, as the api tells of them");
    // Five registered, one was read.
    await becomes(async () => valueOf(await business(), "active_users_current"), 6, "active users");
  });

  it("have a sample of every metric of the contract, each told on one page only", async () => {
    await get(`${api.address}/api/v1/users/1`);
    await eventually("the stores were read", async () => {
      const families = await everything();
      return contract.every((name) => valueOf(families, name) !== null);
    });
    const samples = (await everything()).flatMap((family) => family.samples);
    const series = samples.map(({ name, labels }) => JSON.stringify([name, Object.entries(labels).sort()]));
    expect(series.filter((one, index) => series.indexOf(one) !== index)).to.deep.equal([]);
  });

  it("have a bound of the histogram at every latency limit of thresholds/", async () => {
    const family = (await metricsOf(api)).find(({ name }) => name === "http_request_duration_seconds")!;
    const limits = objectives.flatMap(({ bad }) => (bad.kind === "slowerThan" ? [bad.limitSeconds] : []));
    expect(limits).not.to.be.empty;
    expect(family.bounds).to.include.members(limits);
  });

  it("carry the mark of a test's traffic to the services behind", async () => {
    const headers = { [syntheticTrafficHeader.name]: syntheticTrafficHeader.value };
    const labels = { endpoint: "/users/:id", status_code: "200" };
    await get(`${api.address}/api/v1/users/1`, headers);
    await get(`${api.address}/api/v1/users/2`);
    await becomes(() => requestsTo(postgres, { ...labels, traffic: "synthetic" }), 1, "synthetic");
    await becomes(() => requestsTo(postgres, { ...labels, traffic: "user" }), 1, "user");
  });

  it("go on while the store is away: not up, errors counted, the pool's state still told; and come back", async () => {
    const up = async () => valueOf(await metricsOf(postgres), "health_probe_up", { probe: "postgresql" });
    await becomes(up, 1, "up");
    expect(valueOf(await metricsOf(postgres), "database_server_connections")).to.be.at.least(1);
    const before = valueOf(await metricsOf(postgres), "database_errors_total");
    await proxy.cut();
    await becomes(up, 0, "down");
    const meanwhile = await metricsOf(postgres);
    const errors = valueOf(meanwhile, "database_errors_total", { error_type: "unavailable" });
    expect(errors! - before!).to.be.at.least(1);
    expect(valueOf(meanwhile, "database_server_connections")).to.equal(null);
    expect(valueOf(meanwhile, "database_connections_active")).to.be.at.least(0);
    await proxy.mend();
    await becomes(up, 1, "up again");
    expect(valueOf(await metricsOf(postgres), "database_server_connections")).to.be.at.least(1);
  });

  it("of an owner that is away are missing from the business page, and the page is there", async () => {
    const source = async () => valueOf(await business(), "business_metrics_source_up", { source: "mongo" });
    expect(await source()).to.equal(1);
    await mongo.close();
    expect(await source()).to.equal(0);
    const families = await business();
    expect(valueOf(families, "task_processing_duration_seconds_count", { service: "mongo" })).to.equal(null);
    expect(valueOf(families, "user_registrations_total")).to.equal(0);
  });

  it("are told on their own port and not on the public one", async () => {
    for (const service of [api, postgres, mongo]) {
      expect((await get(`${service.address}/metrics`)).status).to.equal(404);
      expect(`127.0.0.1:${service.metricsPorts.metrics}`).not.to.equal(new URL(service.address).host);
    }
  });

  it("get no series from a thousand users and tasks that differ", async () => {
    const names = async () =>
      (await everything())
        .filter(({ name }) => !/^(nodejs|process)_/.test(name))
        .flatMap(({ samples }) => samples.map(({ name, labels }) => `${name}${JSON.stringify(labels)}`))
        .sort();
    const send = async (i: number) => {
      const random = Math.random().toString(36).slice(2);
      await get(`${api.address}/api/v1/users/${1_000_000 + i}`);
      await get(`${api.address}/api/v1/tasks/${random}`);
      await get(`${api.address}/${random}`);
      await post(`${api.address}/api/v1/tasks`, { title: random });
    };
    await send(0);
    await eventually("the stores were read", async () =>
      (await names()).some((one) => one.includes("cache_size")),
    );
    const before = await names();
    for (let i = 1; i < 250; i += 10) await Promise.all(Array.from({ length: 10 }, (_, j) => send(i + j)));
    expect(await names()).to.deep.equal(before);
  });

  it("stop with the service", async () => {
    const port = mongo.metricsPorts.metrics!;
    await mongo.close();
    const refused = await new Promise<unknown>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.on("connect", () => resolve(null));
      socket.on("error", (error: unknown) => resolve((error as { code: unknown }).code));
    });
    expect(refused).to.equal("ECONNREFUSED");
  });
});

describe("a service with METRICS=off", () => {
  it("serves as ever, and listens for no scrape", async () => {
    const service = await runInProcess(mongoService, { METRICS: "off" });
    try {
      expect(service.metricsPorts).to.deep.equal({});
      expect((await get(`${service.address}/health`)).status).to.equal(200);
    } finally {
      await service.close();
    }
  });
});
