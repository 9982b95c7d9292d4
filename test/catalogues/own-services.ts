/** The three services in the test's own process, on a PostgreSQL of their own, with their pages of metrics. */
import { apiService } from "../../services/api/service.ts";
import { mongoService } from "../../services/mongo/service.ts";
import { postgresService } from "../../services/postgres/service.ts";
import { runInProcess, type RunningService } from "../integration/services/support/running-service.ts";
import { startOwnPostgres } from "../stores/postgres.ts";
import type { StorePlace } from "../stores/store-place.ts";

export interface OwnServices {
  /** Service -> base address. */
  readonly addresses: Readonly<Record<"api" | "postgres" | "mongo", string>>;
  /** Address and path of each page, by the job that scrapes it. */
  readonly pages: Readonly<Record<string, { readonly target: string; readonly path: string }>>;
  close(): Promise<void>;
}

const everySecond = { HEALTH_INTERVAL_MS: "1000", HEALTH_DEADLINE_MS: "1000" };

export async function startOwnServices(place: StorePlace): Promise<OwnServices> {
  const store = await startOwnPostgres(place);
  const postgres = await runInProcess(postgresService, {
    ...everySecond,
    POSTGRES_URL: store.url,
    SEED_USERS: "10000",
  });
  const mongo = await runInProcess(mongoService, { ...everySecond, SEED_TASKS: "1000" });
  const api = await runInProcess(apiService, {
    ...everySecond,
    POSTGRES_SERVICE_URL: postgres.address,
    MONGO_SERVICE_URL: mongo.address,
    POSTGRES_METRICS_URL: `http://${metricsTarget(postgres)}`,
    MONGO_METRICS_URL: `http://${metricsTarget(mongo)}`,
  });
  const business = `127.0.0.1:${api.metricsPorts.businessMetrics ?? 0}`;
  return {
    addresses: { api: api.address, postgres: postgres.address, mongo: mongo.address },
    pages: {
      "microservices-api": { target: metricsTarget(api), path: "/metrics" },
      "microservices-postgres": { target: metricsTarget(postgres), path: "/metrics" },
      "microservices-mongo": { target: metricsTarget(mongo), path: "/metrics" },
      "business-metrics": { target: business, path: "/business-metrics" },
    },
    close: async () => {
      for (const service of [api, postgres, mongo]) await service.close();
    },
  };
}

function metricsTarget({ metricsPorts }: RunningService): string {
  return `127.0.0.1:${metricsPorts.metrics ?? 0}`;
}
