import { expect } from "chai";
import pg from "pg";
import { postgresConfiguration } from "../../../services/postgres/configuration.ts";
import { Database } from "../../../services/postgres/database.ts";
import { prepareTables } from "../../../services/postgres/migrations.ts";
import { postgresService } from "../../../services/postgres/service.ts";
import { readConfiguration } from "../../../services/shared/configuration.ts";
import { createLogger } from "../../../services/shared/logger.ts";
import { skipBecause } from "../../support/skip.ts";
import { startBreakableProxy, type BreakableProxy } from "./support/breakable-proxy.ts";
import { get } from "./support/http.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";

const acquireTimeoutMs = 200;
const statementTimeoutMs = 1_000;
/** Of every answer, whatever the store does: acquire, statement, the driver's margin, a busy machine. */
const longestAnswerMs = acquireTimeoutMs + statementTimeoutMs + 500 + 1_000;

describe("the postgres service when its store fails", () => {
  let database: TestDatabase;
  let proxy: BreakableProxy;
  let service: RunningService;

  before(async function () {
    const created = await createTestDatabase();
    if (typeof created === "string") return skipBecause(this, created);
    database = created;
  });

  beforeEach(async () => {
    proxy = await startBreakableProxy(database.host, database.port);
    const url = new URL(database.url);
    url.host = `127.0.0.1:${proxy.port}`;
    service = await runInProcess(postgresService, {
      POSTGRES_URL: url.href,
      POOL_MAX: "2",
      POOL_ACQUIRE_TIMEOUT_MS: String(acquireTimeoutMs),
      STATEMENT_TIMEOUT_MS: String(statementTimeoutMs),
      SEED_USERS: "3",
    });
  });

  afterEach(async () => {
    await service.close();
    await proxy.close();
  });

  after(async () => {
    await (database as TestDatabase | undefined)?.drop();
  });

  const status = async (path: string) => (await get(service.address + path)).status;
  const ready = () => eventually("ready", async () => (await status("/ready")) === 200);

  it("answers 503 with Retry-After while the store is away, and serves again when it is back", async () => {
    await ready();
    await proxy.cut();
    for (const path of ["/health", "/ready", "/ready/records", "/users", "/users/1"]) {
      const answer = await get(service.address + path);
      expect(answer.status, path).to.equal(503);
      expect(answer.body.code).to.equal("store-unavailable");
      expect(answer.headers.get("retry-after")).to.equal("1");
      expect(answer.tookMs).to.be.below(longestAnswerMs);
    }
    expect(await status("/livez")).to.equal(200);
    await proxy.mend();
    await eventually("health is back", async () => (await status("/health")) === 200);
    expect(await status("/users")).to.equal(200);
  });

  it("starts without its store, says so, and gets the tables ready once the store is there", async () => {
    await service.close();
    await proxy.cut();
    const url = new URL(database.url);
    url.host = `127.0.0.1:${proxy.port}`;
    service = await runInProcess(postgresService, { POSTGRES_URL: url.href });
    const answer = await get(`${service.address}/ready`);
    expect([answer.status, answer.body.code]).to.deep.equal([503, "store-unprepared"]);
    expect(await status("/livez")).to.equal(200);
    await proxy.mend();
    await ready();
  });

  it("answers in time when the store goes silent in the midst of a conversation", async () => {
    await ready();
    proxy.silence();
    const answers = await Promise.all(
      ["/health", "/users", "/users/1"].map((path) => get(service.address + path)),
    );
    for (const { status: answered, tookMs } of answers) {
      expect(answered).to.be.oneOf([503, 504]);
      expect(tookMs).to.be.below(longestAnswerMs);
    }
    await proxy.mend();
    await eventually("health is back", async () => (await status("/health")) === 200);
  });

  it("answers 503 quickly when every connection is in use, and serves again when one is free", async () => {
    await ready();
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
    const stuck = [get(`${service.address}/users/1`), get(`${service.address}/users/2`)];
    await new Promise((resolve) => setTimeout(resolve, 50));
    const refused = await get(`${service.address}/health`);
    expect([refused.status, refused.body.code]).to.deep.equal([503, "store-exhausted"]);
    expect(refused.headers.get("retry-after")).to.equal("1");
    expect(refused.tookMs).to.be.within(acquireTimeoutMs - 20, statementTimeoutMs / 2);
    const given = (await Promise.all(stuck)).map(({ status: code, body }) => `${code} ${String(body.code)}`);
    expect(given).to.deep.equal(["504 store-slow", "504 store-slow"]);
    await holder.end();
    expect(await status("/users/1")).to.equal(200);
  });

  it("serves on after the store has ended every connection", async () => {
    await ready();
    const killer = new pg.Client({ connectionString: database.url });
    await killer.connect();
    const others = "datname = current_database() AND pid <> pg_backend_pid()";
    await killer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
    await killer.end();
    await eventually("health is back", async () => (await status("/health")) === 200);
  });

  it("prepares the tables once, without a collision, however many instances start at the same time", async () => {
    const empty = await createTestDatabase();
    if (typeof empty === "string") throw new Error(empty);
    const env = { POSTGRES_URL: empty.url };
    const configuration = readConfiguration("postgres", postgresConfiguration, env);
    const databases = [1, 2, 3].map(() => new Database(configuration, createLogger("postgres", "silent")));
    await Promise.all(databases.map((instance) => prepareTables(instance, 100)));
    expect(await empty.rows("SELECT count(*)::int AS users, max(id) FROM users")).to.deep.equal([
      { users: 100, max: 100 },
    ]);
    expect(await empty.rows("SELECT id FROM applied_migrations ORDER BY id")).to.deep.equal([
      { id: "0001-users" },
      { id: "0002-registrations" },
      { id: "0003-username-beginnings" },
    ]);
    for (const instance of databases) await instance.close();
    await empty.drop();
  });
});
