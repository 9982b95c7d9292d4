/** What does it cost a service to be measured? */
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { compare } from "../services/compare.ts";
import { serversOn } from "../services/servers.ts";
import { withStore } from "../services/with-store.ts";

const mostOfThroughput = 0.95;

export const metrics: Benchmark = {
  name: "cost of the metrics",
  question: "How much of its throughput per core is left to a service that measures itself?",
  method:
    "users_list and users_create on the public service and the one behind it, both with METRICS=on, and on two that " +
    "have METRICS=off, asked in turn by the same clients, on the same store; the median of the rounds' ratios of " +
    "requests by the processor time of the services' processes. No scrapes: one is a matter of milliseconds every " +
    "fifteen seconds.",
  measure: (bench) => withStore(bench, (postgresUrl) => measure(bench, postgresUrl)),
};

async function measure(bench: Bench, postgresUrl: string): Promise<Measurement[]> {
  const servers = serversOn(postgresUrl);
  const pair = async (setting: "on" | "off") => {
    const env = { METRICS: setting };
    const postgres = await servers.postgres(env);
    const api = await servers.api(postgres, env);
    return { url: `${api.address}/api/v1/users`, pids: [api.pid, postgres.pid] };
  };
  try {
    const on = await pair("on");
    const off = await pair("off");
    const measurements: Measurement[] = [];
    for (const action of ["list", "create"] as const) {
      const { requestsPerCore, detail } = await compare(bench, action, on, off);
      measurements.push({
        name: `users_${action} with metrics / without: requests/s per core`,
        value: requestsPerCore,
        unit: "ratio",
        aim: { atLeast: mostOfThroughput, atMost: null },
        detail: `requests/s per core ${detail.requestsPerCore}`,
      });
    }
    return measurements;
  } finally {
    await servers.stop();
  }
}
