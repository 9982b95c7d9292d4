/** The service that owns the tasks, in MongoDB or in a store inside this process. */
import { buildOwningService, type OwnedStore } from "../shared/owning-service.ts";
import type { MetricsCollector } from "../shared/metrics.ts";
import type { Service } from "../shared/run-service.ts";
import { metered } from "../shared/serve-metrics.ts";
import { mongoConfiguration, type MongoConfiguration } from "./configuration.ts";
import { meteredTaskRepository } from "./metered-task-repository.ts";
import { openTaskStore } from "./open-task-store.ts";
import { addTaskRoutes } from "./task-routes.ts";

export const mongoService: Service<MongoConfiguration> = {
  name: "mongo",
  configuration: mongoConfiguration,
  build: (configuration, logger) =>
    buildOwningService({
      name: "mongo",
      work: "task",
      configuration,
      logger,
      openStore: (metrics) => openTasks(configuration, metrics),
    }),
};

function openTasks(configuration: MongoConfiguration, metrics: MetricsCollector | null): OwnedStore {
  const { tasks: plain, database, probes } = openTaskStore(configuration);
  const tasks = metered(plain, metrics, meteredTaskRepository(database));
  return {
    records: tasks,
    probes,
    prepare: () => tasks.prepare(configuration.SEED_TASKS),
    close: () => tasks.close(),
    addRoutes: (routes, newTasks) => addTaskRoutes(routes, tasks, newTasks),
  };
}
