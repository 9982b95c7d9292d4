/**
 * Far more clients than connections to the store: is each answered in time, with what it wanted or
 * with 503, and is the service its old self soon after? The store's answers are slowed down by a
 * pause in a view, which costs no processor time, so that the pool is the bottleneck on any machine
 * and the ratio of latencies after and before means something on a busy one.
 */
import { expect } from "chai";
import pg from "pg";
import { startOwnPostgres } from "../../stores/postgres.ts";
import { storePlace, type StorePlace } from "../../stores/store-place.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { get } from "../services/support/http.ts";
import { eventually } from "../services/support/running-service.ts";
import { crowd, p95, type CrowdAnswer } from "./support/crowd.ts";
import { startOwnService, type OwnService } from "./support/own-service.ts";

const clients = 500;
const poolMax = 10;
const acquireTimeoutMs = 1_000;
const statementTimeoutMs = 2_000;
const pauseSeconds = 0.04;
/** Acquire, statement, the driver's margin, and one second for five hundred clients on a busy machine. */
const deadlineMs = acquireTimeoutMs + statementTimeoutMs + 500 + 1_000;
const hungMs = 3 * deadlineMs;
/** Of the public service by default; and a margin. */
const publicDeadlineMs = 4_000 + 1_000;
const stormMs = 4_000;
const recoveryMs = 5_000;
/** Of the p95 after to that before: one pause more, as where two requests meet, is no recovery. */
const recoveredRatio = 1.5;

describe("the postgres service with 500 clients on a pool of 10", function () {
  this.timeout(60_000);
  let place: StorePlace;
  let service: OwnService;
  let api: OwnService;

  before(async () => {
    await builtProgramHost();
    place = storePlace();
    const store = await startOwnPostgres(place);
    service = await startOwnService(place, "postgres", {
      POSTGRES_URL: store.url,
      SEED_USERS: "100",
      POOL_MAX: String(poolMax),
      POOL_ACQUIRE_TIMEOUT_MS: String(acquireTimeoutMs),
      STATEMENT_TIMEOUT_MS: String(statementTimeoutMs),
    });
    await eventually("ready", async () => (await get(`${service.address}/ready`)).status === 200, 20_000);
    api = await startOwnService(place, "api", { POSTGRES_SERVICE_URL: service.address });
    await slowDown(store.url);
  });
  after(() => (place as StorePlace | undefined)?.remove());

  const urls = () => [1, 2, 3].map((id) => `${service.address}/users/${id}`);
  const publicUrls = () => [1, 2, 3].map((id) => `${api.address}/api/v1/users/${id}`);
  const few = (durationMs: number) => crowd({ clients: poolMax / 2, durationMs, urls: urls(), hungMs });

  it("answers each with 200 or 503 in time, and its p95 is back within 5 s of their end", async () => {
    const before = p95(times(await few(1_000)));
    const storm = crowd({ clients, durationMs: stormMs, urls: urls(), hungMs });
    const alive = await get(`${service.address}/livez`);
    const answers = await storm;
    const after = await few(recoveryMs);

    const refused = answers.filter(({ status }) => status === 503);
    const backMs = backAtMs(after, before);
    process.stdout.write(
      `        ${answers.length} answers, ${refused.length} x 503, p95 ${whole(p95(times(answers)))} ms, longest ` +
        `${whole(Math.max(...times(answers)))} ms; p95 before ${whole(before)} ms, back ${whole(backMs)} ms after\n`,
    );
    expect([...new Set(answers.map(({ status }) => status))].sort()).to.deep.equal([200, 503]);
    expect([...new Set(refused.map(({ retryAfter }) => retryAfter))]).to.deep.equal(["1"]);
    expect(Math.max(...times(answers)), "longest answer in ms").to.be.below(deadlineMs);
    expect(alive.status).to.equal(200);
    expect(backMs, "p95 back after ms").to.be.at.most(recoveryMs);
    expect(service.crashes).to.deep.equal([]);
  });

  it("answers each with 200 or 503 in time through the public service too", async () => {
    const answers = await crowd({ clients, durationMs: stormMs / 2, urls: publicUrls(), hungMs });
    const others = answers.filter(({ status }) => status !== 200 && status !== 503);
    const longestMs = Math.max(...times(answers));
    process.stdout.write(`        ${answers.length} answers, longest ${whole(longestMs)} ms\n`);
    expect(others).to.deep.equal([]);
    expect(longestMs, "longest answer in ms").to.be.below(publicDeadlineMs);
    expect([...service.crashes, ...api.crashes]).to.deep.equal([]);
  });
});

async function slowDown(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    ALTER TABLE users RENAME TO users_without_pause;
    CREATE VIEW users AS
      WITH pause AS MATERIALIZED (SELECT pg_sleep(${pauseSeconds}))
      SELECT users_without_pause.* FROM pause, users_without_pause`);
  await client.end();
}

function times(answers: readonly CrowdAnswer[]): number[] {
  return answers.map(({ tookMs }) => tookMs);
}

/** The start of the first second in which all is served as fast as before; infinite where there is none. */
function backAtMs(after: readonly CrowdAnswer[], before: number): number {
  const stepMs = 250;
  const windowMs = 1_000;
  for (let fromMs = 0; fromMs + windowMs <= recoveryMs; fromMs += stepMs) {
    const window = after.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + windowMs);
    const good = window.length > 0 && window.every(({ status }) => status === 200);
    if (good && p95(times(window)) <= recoveredRatio * before) return fromMs;
  }
  return Number.POSITIVE_INFINITY;
}

function whole(ms: number): string {
  return ms.toFixed(0);
}
