/**
 * The service that owns the tasks. It listens at once, whether or not its store is there, and gets
 * it ready as soon as it is. New tasks are worked off in the background; a broker that is away makes
 * the service not ready, but tasks are still accepted, and worked off when it is back.
 */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { BackgroundWork } from "../shared/background-work.ts";
import { addHealthRoutes } from "../shared/health.ts";
import { meteredWork, meteredWorkQueue } from "../shared/metrics-work-queue.ts";
import { openWorkQueue } from "../shared/open-work-queue.ts";
import { prepareInBackground } from "../shared/prepared-store.ts";
import { pretendedWork } from "../shared/pretended-work.ts";
import { queueProbe } from "../shared/probes/queue-probe.ts";
import { problemFromQueueError } from "../shared/problem-from-queue-error.ts";
import type { Service } from "../shared/run-service.ts";
import { metered, openMetrics, ownListener, serveMetrics } from "../shared/serve-metrics.ts";
import { createServer } from "../shared/server.ts";
import { problemFromStoreError } from "../shared/store-error.ts";
import { mongoConfiguration, type MongoConfiguration } from "./configuration.ts";
import { meteredTaskRepository } from "./metered-task-repository.ts";
import { openTaskStore } from "./open-task-store.ts";
import { addTaskRoutes } from "./task-routes.ts";

export const mongoService: Service<MongoConfiguration> = {
  name: "mongo",
  configuration: mongoConfiguration,
  build: buildMongoService,
};

function buildMongoService(configuration: MongoConfiguration, logger: Logger): FastifyInstance {
  const translate = (error: unknown) => problemFromStoreError(error) ?? problemFromQueueError(error);
  const app = createServer({ logger, translate });
  const metrics = openMetrics(app, "mongo", configuration);
  const opened = openTaskStore(configuration);
  const tasks = metered(opened.tasks, metrics, meteredTaskRepository(opened.database));
  const queue = metered(openWorkQueue(configuration, logger), metrics, meteredWorkQueue);
  const work = metered(pretendedWork(configuration.WORK_DURATION_MS), metrics, meteredWork("task"));
  const newTasks = new BackgroundWork({ queue, records: tasks, work, logger });
  const store = prepareInBackground(() => tasks.prepare(configuration.SEED_TASKS), logger);

  // In a plugin of their own, so that the one that measures them comes first.
  void app.register(async (routes) => {
    addTaskRoutes(routes, tasks, newTasks);
    addHealthRoutes(routes, mongoService.name, {
      health: () => tasks.ping(),
      ready: async () => {
        store.mustBePrepared();
        await Promise.all([tasks.ping(), queue.ping()]);
      },
    });
  });
  if (metrics !== null) {
    const probes = [...opened.probes, queueProbe(queue)];
    serveMetrics(app, {
      metrics,
      configuration,
      logger,
      probes,
      listeners: [ownListener(metrics, configuration)],
    });
  }
  app.addHook("onReady", () => newTasks.start());
  // After the last answer.
  app.addHook("onClose", async () => {
    store.giveUp();
    await newTasks.stop();
    await tasks.close();
  });
  return app;
}
