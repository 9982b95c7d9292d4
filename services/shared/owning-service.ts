/**
 * What every service that owns records does around its store. It listens at once, whether or not the
 * store is there, and gets it ready as soon as it is; until then `/ready` answers 503. New records are
 * worked off in the background; a broker that is away makes the service not ready, but records are still
 * accepted, and worked off when it is back.
 */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { BackgroundWork } from "./background-work.ts";
import type { BackgroundConfiguration, CommonConfiguration } from "./configuration.ts";
import { addHealthRoutes } from "./health.ts";
import type { ServiceName } from "./metrics-definitions.ts";
import { meteredWork, meteredWorkQueue } from "./metrics-work-queue.ts";
import type { MetricsCollector } from "./metrics.ts";
import { openWorkQueue } from "./open-work-queue.ts";
import type { PendingWork } from "./pending-work.ts";
import { prepareInBackground } from "./prepared-store.ts";
import { pretendedWork } from "./pretended-work.ts";
import type { Probe } from "./probes/probe.ts";
import { queueProbe } from "./probes/queue-probe.ts";
import { problemFromQueueError } from "./problem-from-queue-error.ts";
import { metered, openMetrics, ownListener, serveMetrics } from "./serve-metrics.ts";
import { createServer } from "./server.ts";
import { problemFromStoreError } from "./store-error.ts";

export interface OwnedStore {
  readonly records: PendingWork & { ping(): Promise<void> };
  /** What there is to read about it. */
  readonly probes: readonly Probe[];
  /** Tables, indexes, seed; again with every start. */
  prepare(): Promise<void>;
  close(): Promise<void>;
  addRoutes(routes: FastifyInstance, newRecords: Pick<BackgroundWork, "announce">): void;
}

export interface OwningServiceOptions {
  readonly name: ServiceName;
  /** What working off one record is called, as in `task_type`. */
  readonly work: string;
  readonly configuration: CommonConfiguration & BackgroundConfiguration;
  readonly logger: Logger;
  /** Metrics are null where they are off. */
  readonly openStore: (metrics: MetricsCollector | null) => OwnedStore;
}

export function buildOwningService(options: OwningServiceOptions): FastifyInstance {
  const { name, configuration, logger } = options;
  const translate = (error: unknown) => problemFromStoreError(error) ?? problemFromQueueError(error);
  const app = createServer({ logger, translate });
  const metrics = openMetrics(app, name, configuration);
  const store = options.openStore(metrics);
  const { records } = store;
  const queue = metered(openWorkQueue(configuration, logger), metrics, meteredWorkQueue);
  const work = metered(pretendedWork(configuration.WORK_DURATION_MS), metrics, meteredWork(options.work));
  const newRecords = new BackgroundWork({ queue, records, work, logger });
  const preparation = prepareInBackground(() => store.prepare(), logger);

  // In a plugin of their own, so that the one that measures them comes first.
  void app.register(async (routes) => {
    store.addRoutes(routes, newRecords);
    addHealthRoutes(routes, name, {
      health: () => records.ping(),
      ready: async () => {
        preparation.mustBePrepared();
        await Promise.all([records.ping(), queue.ping()]);
      },
      stores: { records: () => records.ping(), queue: () => queue.ping() },
    });
  });
  if (metrics !== null) {
    const probes = [...store.probes, queueProbe(queue)];
    const listeners = [ownListener(metrics, configuration)];
    serveMetrics(app, { metrics, configuration, logger, probes, listeners });
  }
  app.addHook("onReady", () => newRecords.start());
  // After the last answer.
  app.addHook("onClose", async () => {
    preparation.giveUp();
    await newRecords.stop();
    await store.close();
  });
  return app;
}
