/** What do the services cost, against the least that a person would write by hand? */
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { type Action, compare, type Side } from "../services/compare.ts";
import { serversOn } from "../services/servers.ts";
import { withStore } from "../services/with-store.ts";

/** A creation is a second statement in the background, and by the public way it passes two services. */
const aims = {
  postgres: { list: { requestsPerCore: 0.7, p99: 2 }, create: { requestsPerCore: 0.5, p99: 2 } },
  public: { list: { requestsPerCore: 1, p99: 2 }, create: { requestsPerCore: 0.3, p99: 3 } },
} as const;

export const services: Benchmark = {
  name: "cost of the services",
  question: "How much of a bare handler's throughput per core and p99 is left with all that a service does?",
  method:
    "users_list and users_create, on the postgres service and on the public one, and a bare Fastify handler with the " +
    "same queries on the same store, asked in turn by the same clients; the median of the rounds' ratios. Per core: " +
    "requests of a closed loop by the processor time of the services' processes. p99: at a fixed rate. All servers " +
    "share a core; generator and store share the others. The public service has its cache, which answers most of the " +
    "lists; a creation by the service is worked off in the background too.",
  measure: (bench) => withStore(bench, (postgresUrl) => measure(bench, postgresUrl)),
};

async function measure(bench: Bench, postgresUrl: string): Promise<Measurement[]> {
  const servers = serversOn(postgresUrl);
  try {
    const postgres = await servers.postgres();
    const api = await servers.api(postgres);
    const bare = await servers.bare();
    const yardstick: Side = { url: `${bare.address}/users`, pids: [bare.pid] };
    const sides = {
      postgres: { url: `${postgres.address}/users`, pids: [postgres.pid] },
      public: { url: `${api.address}/api/v1/users`, pids: [api.pid, postgres.pid] },
    };
    const measurements: Measurement[] = [];
    for (const side of bench.quick ? (["public"] as const) : (["postgres", "public"] as const)) {
      for (const action of ["list", "create"] as const) {
        measurements.push(...(await measureOne(bench, side, action, sides[side], yardstick)));
      }
    }
    return measurements;
  } finally {
    await servers.stop();
  }
}

async function measureOne(
  bench: Bench,
  name: keyof typeof aims,
  action: Action,
  side: Side,
  yardstick: Side,
): Promise<Measurement[]> {
  const { requestsPerCore, p99, detail } = await compare(bench, action, side, yardstick);
  const what = `${name === "public" ? "public" : "postgres service's"} users_${action} / bare`;
  return [
    {
      name: `${what}: requests/s per core`,
      value: requestsPerCore,
      unit: "ratio",
      aim: { atLeast: aims[name][action].requestsPerCore, atMost: null },
      detail: `requests/s per core ${detail.requestsPerCore}`,
    },
    {
      name: `${what}: p99`,
      value: p99,
      unit: "ratio",
      aim: { atLeast: null, atMost: aims[name][action].p99 },
      detail: `ms ${detail.p99}`,
    },
  ];
}
