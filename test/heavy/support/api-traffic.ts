/**
 * Our api under steady traffic of users and of a load test, whose share of errors a test sets. What is
 * behind the api fails for the one task that does not exist there; every answer is counted by hand.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { syntheticTrafficHeader } from "../../../lib/core/record/names.ts";
import type { TrafficKind } from "../../../lib/core/rules/names.ts";
import { apiService } from "../../../services/api/service.ts";
import { runInProcess } from "../../integration/services/support/running-service.ts";

export interface CountedEvent {
  /** Wall clock, as Prometheus'. */
  readonly atMs: number;
  readonly endpoint: TrafficEndpoint;
  readonly traffic: TrafficKind;
  readonly bad: boolean;
}
export type TrafficEndpoint = "tasks_get" | "tasks_list" | "users_get";

export interface ApiTraffic {
  /** host:port of its metrics. */
  readonly metricsTarget: string;
  /** Of tasks, from the next request on; 0 to 1. */
  setBadShare(traffic: TrafficKind, share: number): void;
  start(): void;
  /** Sends no more; resolves when all answers are there. */
  stop(): Promise<void>;
  readonly events: readonly CountedEvent[];
  close(): Promise<void>;
}

const everyMs = 40;
/** `steadyBadShare` null: as the test says. */
const perTick = [
  { endpoint: "tasks_get", traffic: "user", requests: 2, steadyBadShare: null },
  { endpoint: "tasks_list", traffic: "user", requests: 1, steadyBadShare: null },
  { endpoint: "tasks_get", traffic: "synthetic", requests: 1, steadyBadShare: null },
  { endpoint: "users_get", traffic: "user", requests: 1, steadyBadShare: 0.2 },
] as const;
/** Asked for, they make the service behind the api fail. */
const failing = { tasks_get: "f".repeat(24), tasks_list: "pageSize=66", users_get: "users/666" } as const;
const paths = {
  tasks_get: { good: `/api/v1/tasks/${"0".repeat(24)}`, bad: `/api/v1/tasks/${failing.tasks_get}` },
  tasks_list: { good: "/api/v1/tasks?pageSize=20", bad: `/api/v1/tasks?${failing.tasks_list}` },
  users_get: { good: "/api/v1/users/1", bad: `/api/v1/${failing.users_get}` },
} as const;

export async function openApiTraffic(): Promise<ApiTraffic> {
  const behind = createServer(({ url = "" }, response) => {
    const fails = Object.values(failing).some((part) => url.includes(part));
    response.writeHead(fails ? 500 : 200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  const upstream = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
  const api = await runInProcess(apiService, { POSTGRES_SERVICE_URL: upstream, MONGO_SERVICE_URL: upstream });

  const shares: Record<TrafficKind, number> = { user: 0, synthetic: 0 };
  const owed = perTick.map(() => 0);
  const events: CountedEvent[] = [];
  const underWay = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const send = async (endpoint: TrafficEndpoint, traffic: TrafficKind, bad: boolean) => {
    const { name, value } = syntheticTrafficHeader;
    const headers: Record<string, string> = traffic === "synthetic" ? { [name]: value } : {};
    const answer = await fetch(`${api.address}${paths[endpoint][bad ? "bad" : "good"]}`, { headers });
    await answer.arrayBuffer();
    events.push({ atMs: Date.now(), endpoint, traffic, bad: answer.status >= 500 });
  };
  const tick = () => {
    for (const [index, { endpoint, traffic, requests, steadyBadShare }] of perTick.entries()) {
      for (let count = 0; count < requests; count++) {
        // Evenly, and not by chance: the share is exact after every few requests.
        const debt = (owed[index] ?? 0) + (steadyBadShare ?? shares[traffic]);
        owed[index] = debt - Math.floor(debt);
        const sent = send(endpoint, traffic, debt >= 1).finally(() => underWay.delete(sent));
        underWay.add(sent);
      }
    }
  };
  const stop = async () => {
    clearInterval(timer);
    await Promise.all(underWay);
  };
  return {
    metricsTarget: `127.0.0.1:${api.metricsPorts.metrics ?? 0}`,
    setBadShare: (traffic, share) => (shares[traffic] = share),
    start: () => (timer = setInterval(tick, everyMs)),
    stop,
    events,
    close: async () => {
      await stop();
      await api.close();
      behind.closeAllConnections();
      behind.close();
    },
  };
}
