/** The servers that a benchmark of the services compares, each with the first core for itself. */
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { distFile } from "../../lib/node/process/install-root.ts";
import { userStatements } from "../../services/postgres/pg-user-repository.ts";
import { type BenchServer, startBenchServer } from "./bench-server.ts";
import { giveFirstCore } from "./processor.ts";

export interface Servers {
  /** The service that owns the users, with its store's tables filled. */
  postgres(env?: Readonly<Record<string, string>>): Promise<BenchServer>;
  /** The public service in front of it. */
  api(postgres: BenchServer, env?: Readonly<Record<string, string>>): Promise<BenchServer>;
  bare(): Promise<BenchServer>;
  stop(): Promise<void>;
}

const seedUsers = 10_000;
const common = {
  PORT: "0",
  METRICS_PORT: "0",
  BUSINESS_METRICS_PORT: "0",
  LOG_LEVEL: "warn",
};

export function serversOn(postgresUrl: string): Servers {
  const servers: BenchServer[] = [];
  const store = { POSTGRES_URL: postgresUrl, POOL_MAX: "10" };
  const start = async (module: string, env: Readonly<Record<string, string>>) => {
    const server = await startBenchServer(module, env);
    servers.push(server);
    giveFirstCore(server.pid);
    return server;
  };
  return {
    postgres: async (env) => {
      const own = { ...common, ...store, SEED_USERS: String(seedUsers), ...env };
      const server = await start(distFile("services/postgres.mjs"), own);
      while ((await fetch(`${server.address}/ready`)).status !== 200) await delay(100);
      return server;
    },
    api: ({ address }, env) =>
      start(distFile("services/api.mjs"), { ...common, POSTGRES_SERVICE_URL: address, ...env }),
    bare: () =>
      start(path.join(import.meta.dirname, "bare-users.mjs"), {
        ...store,
        LIST: JSON.stringify(userStatements.list),
        CREATE: JSON.stringify(userStatements.create),
        COUNT: JSON.stringify(userStatements.count),
      }),
    stop: async () => {
      for (const server of servers) await server.stop();
    },
  };
}
