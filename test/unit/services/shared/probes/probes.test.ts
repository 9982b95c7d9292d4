import { expect } from "chai";
import { EventEmitter } from "node:events";
import { watchPool } from "../../../../../services/mongo/mongo-pool-state.ts";
import { cacheProbe } from "../../../../../services/shared/probes/cache-probe.ts";
import { mongodbProbe } from "../../../../../services/shared/probes/mongodb-probe.ts";
import { nedbProbe } from "../../../../../services/shared/probes/nedb-probe.ts";
import { poolProbe } from "../../../../../services/shared/probes/pool-probe.ts";
import { postgresProbe } from "../../../../../services/shared/probes/postgres-probe.ts";
import type { Reading } from "../../../../../services/shared/probes/probe.ts";
import { queueProbe } from "../../../../../services/shared/probes/queue-probe.ts";

type Row = Readonly<Record<string, unknown>>;

/** As text, so that a list of readings reads well. */
function lines(readings: readonly Reading[]): string[] {
  return readings.map(
    ({ gauge, labels, value }) => `${gauge}{${Object.values(labels).join()}} ${String(value)}`,
  );
}

/** PostgreSQL's answers by the beginning of the statement's name. */
function answering(answers: Readonly<Record<string, readonly Row[] | Error>>) {
  const asked: string[] = [];
  const rows = async (name: string) => {
    asked.push(name);
    const answer = answers[name] ?? [];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { rows, asked };
}

describe("the probe of PostgreSQL", () => {
  const probe_activity = [
    { state: "active", connections: 2 },
    { state: "idle", connections: 7 },
    { state: "something new", connections: 1 },
  ];

  it("tells connections by state, of a closed list", async () => {
    const { rows } = answering({ probe_activity });
    expect(lines(await postgresProbe(rows).read())).to.deep.equal([
      "database_server_connections{postgresql,active} 2",
      "database_server_connections{postgresql,idle} 7",
      "database_server_connections{postgresql,idle in transaction} 0",
      "database_server_connections{postgresql,idle in transaction (aborted)} 0",
      "database_server_connections{postgresql,unknown} 0",
    ]);
  });

  it("tells the slowest statements by rank where the extension is there", async () => {
    const { rows } = answering({
      probe_activity,
      probe_extension: [{ present: 1 }],
      probe_statements: [{ seconds: 0.5 }, { seconds: 0.25 }],
    });
    expect(lines(await postgresProbe(rows).read()).slice(-2)).to.deep.equal([
      "database_slowest_statements_seconds{postgresql,1} 0.5",
      "database_slowest_statements_seconds{postgresql,2} 0.25",
    ]);
  });

  it("leaves an extension alone that answers only errors", async () => {
    const { rows, asked } = answering({
      probe_activity,
      probe_extension: [{ present: 1 }],
      probe_statements: new Error("must be loaded via shared_preload_libraries"),
    });
    const probe = postgresProbe(rows);
    expect(await probe.read()).to.have.lengthOf(5);
    await probe.read();
    expect(asked.filter((name) => name === "probe_statements")).to.have.lengthOf(1);
  });

  it("fails where the store does", async () => {
    const { rows } = answering({ probe_activity: new Error("away") });
    const failure = await postgresProbe(rows)
      .read()
      .catch((error: unknown) => (error as Error).message);
    expect(failure).to.equal("away");
  });
});

describe("the probes of pools, MongoDB, nedb, queues and caches", () => {
  it("tell a pool's connections, and count those in use as active", async () => {
    const probe = poolProbe("postgresql", () => ({ total: 10, idle: 3, waiting: 4 }));
    expect(lines(await probe.read())).to.deep.equal([
      "database_pool_connections{postgresql,total} 10",
      "database_pool_connections{postgresql,idle} 3",
      "database_pool_connections{postgresql,waiting} 4",
      "database_connections_active{postgresql} 7",
    ]);
  });

  it("tell the connections of serverStatus, and nothing made up where it lacks them", async () => {
    const whole = mongodbProbe({
      serverStatus: async () => ({ connections: { current: 5, available: 100, active: 1 } }),
      ping: async () => undefined,
    });
    expect(lines(await whole.read())).to.deep.equal([
      "database_server_connections{mongodb,current} 5",
      "database_server_connections{mongodb,available} 100",
      "database_server_connections{mongodb,active} 1",
    ]);
    const poor = await mongodbProbe({
      serverStatus: async () => ({ ok: 1 }),
      ping: async () => undefined,
    }).read();
    expect(poor.map(({ value }) => value)).to.deep.equal([undefined, undefined, undefined]);
  });

  it("tell nothing, and fail only where MongoDB does, when serverStatus is refused", async () => {
    for (const [code, pings] of [
      [13, 1],
      [59, 1],
      [91, 0],
    ] as const) {
      const seen = { pings: 0 };
      const probe = mongodbProbe({
        serverStatus: () => Promise.reject(Object.assign(new Error("refused"), { code })),
        ping: async () => void (seen.pings += 1),
      });
      const read = await probe.read().catch((error: unknown) => (error as { code: number }).code);
      expect(read).to.deep.equal(pings === 1 ? [] : code);
      expect(seen.pings).to.equal(pings);
    }
  });

  it("count MongoDB's pool from the driver's events", () => {
    const client = new EventEmitter();
    const state = watchPool(client as never);
    expect(state()).to.deep.equal({ total: 0, idle: 0, waiting: 0 });
    for (let i = 0; i < 3; i++) client.emit("connectionCheckOutStarted");
    for (let i = 0; i < 2; i++) client.emit("connectionCreated");
    client.emit("connectionCheckedOut");
    expect(state()).to.deep.equal({ total: 2, idle: 1, waiting: 2 });
    client.emit("connectionCheckOutFailed");
    client.emit("connectionCheckedIn");
    client.emit("connectionClosed");
    expect(state()).to.deep.equal({ total: 1, idle: 1, waiting: 1 });
  });

  it("tell that nedb has no connections, after a round trip", async () => {
    expect(lines(await nedbProbe(async () => undefined).read())).to.deep.equal([
      "database_connections_active{nedb} 0",
    ]);
  });

  it("tell a queue's depth and a cache's size", async () => {
    const queue = queueProbe({ name: "tasks", depth: async () => 12 });
    const cache = cacheProbe({ type: "redis", sizeBytes: async () => 4096 });
    expect(lines([...(await queue.read()), ...(await cache.read())])).to.deep.equal([
      "message_queue_size{tasks} 12",
      "cache_size_bytes{redis} 4096",
    ]);
  });
});
