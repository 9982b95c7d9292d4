/**
 * The service that owns the users. It listens at once, whether or not its store is there, and gets
 * the tables ready as soon as it is; until then `/ready` and everything about users answer 503. New
 * registrations are confirmed in the background; a broker that is away makes the service not ready,
 * but users are still registered, and confirmed when it is back.
 */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { BackgroundWork } from "../shared/background-work.ts";
import { addHealthRoutes } from "../shared/health.ts";
import { meteredWork, meteredWorkQueue } from "../shared/metrics-work-queue.ts";
import { openWorkQueue } from "../shared/open-work-queue.ts";
import { prepareInBackground } from "../shared/prepared-store.ts";
import { pretendedWork } from "../shared/pretended-work.ts";
import { poolProbe } from "../shared/probes/pool-probe.ts";
import { postgresProbe } from "../shared/probes/postgres-probe.ts";
import { queueProbe } from "../shared/probes/queue-probe.ts";
import { problemFromQueueError } from "../shared/problem-from-queue-error.ts";
import type { Service } from "../shared/run-service.ts";
import { metered, openMetrics, ownListener, serveMetrics } from "../shared/serve-metrics.ts";
import { createServer } from "../shared/server.ts";
import { problemFromStoreError } from "../shared/store-error.ts";
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
  build: buildPostgresService,
};

function buildPostgresService(configuration: PostgresConfiguration, logger: Logger): FastifyInstance {
  const translate = (error: unknown) => problemFromStoreError(error) ?? problemFromQueueError(error);
  const app = createServer({ logger, translate });
  const database = new Database(configuration, logger);
  const metrics = openMetrics(app, "postgres", configuration);
  const users = metered<UserRepository>(new PgUserRepository(database), metrics, meteredUserRepository);
  const queue = metered(openWorkQueue(configuration, logger), metrics, meteredWorkQueue);
  const work = metered(pretendedWork(configuration.WORK_DURATION_MS), metrics, meteredWork("registration"));
  const registrations = new BackgroundWork({ queue, records: users, work, logger });
  const store = prepareInBackground(() => prepareTables(database, configuration.SEED_USERS), logger);

  // In a plugin of their own, so that the one that measures them comes first.
  void app.register(async (routes) => {
    addUserRoutes(routes, users, registrations);
    addHealthRoutes(routes, postgresService.name, {
      health: () => users.ping(),
      ready: async () => {
        store.mustBePrepared();
        await Promise.all([users.ping(), queue.ping()]);
      },
    });
  });
  if (metrics !== null) {
    const probes = [
      poolProbe("postgresql", () => database.poolState()),
      postgresProbe((name, text) => database.rows({ name, text }, [])),
      queueProbe(queue),
    ];
    serveMetrics(app, {
      metrics,
      configuration,
      logger,
      probes,
      listeners: [ownListener(metrics, configuration)],
    });
  }
  app.addHook("onReady", () => registrations.start());
  // After the last answer.
  app.addHook("onClose", async () => {
    store.giveUp();
    await registrations.stop();
    await database.close();
  });
  return app;
}
