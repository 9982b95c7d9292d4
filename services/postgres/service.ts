/** The service that owns the users, in PostgreSQL; their registrations are confirmed in the background. */
import type { Logger } from "pino";
import { buildOwningService, type OwnedStore } from "../shared/owning-service.ts";
import type { MetricsCollector } from "../shared/metrics.ts";
import { poolProbe } from "../shared/probes/pool-probe.ts";
import { postgresProbe } from "../shared/probes/postgres-probe.ts";
import type { Service } from "../shared/run-service.ts";
import { metered } from "../shared/serve-metrics.ts";
import { postgresConfiguration, type PostgresConfiguration } from "./configuration.ts";
import { Database } from "./database.ts";
import { meteredUserRepository } from "./metered-user-repository.ts";
import { prepareTables } from "./migrations.ts";
import { PgUserRepository } from "./pg-user-repository.ts";
import type { UserRepository } from "./user-repository.ts";
import { addUserRoutes } from "./user-routes.ts";

export const postgresService: Service<PostgresConfiguration> = {
  name: "postgres",
  configuration: postgresConfiguration,
  build: (configuration, logger) =>
    buildOwningService({
      name: "postgres",
      work: "registration",
      configuration,
      logger,
      openStore: (metrics) => openUsers(configuration, logger, metrics),
    }),
};

function openUsers(
  configuration: PostgresConfiguration,
  logger: Logger,
  metrics: MetricsCollector | null,
): OwnedStore {
  const database = new Database(configuration, logger);
  const users = metered<UserRepository>(new PgUserRepository(database), metrics, meteredUserRepository);
  return {
    records: users,
    probes: [
      poolProbe("postgresql", () => database.poolState()),
      postgresProbe((name, text) => database.rows({ name, text }, [])),
    ],
    prepare: () => prepareTables(database, configuration.SEED_USERS),
    close: () => database.close(),
    addRoutes: (routes, registrations) => addUserRoutes(routes, users, registrations),
  };
}
