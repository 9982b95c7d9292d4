/**
 * What makes a service's metrics visible: the plugin that times its requests, listeners of their
 * own for scrapes, and the health collector, all of which start and stop with the service. With
 * `METRICS=off` there is nothing of it: the state against which the cost of metrics is measured.
 */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { objectives } from "../../thresholds/index.ts";
import type { CommonConfiguration } from "./configuration.ts";
import { HealthCollector } from "./health-collector.ts";
import type { ServiceName } from "./metrics-definitions.ts";
import { startMetricsListener, type MetricsListener, type Pages } from "./metrics-listener.ts";
import { metricsPlugin } from "./metrics-plugin.ts";
import { MetricsCollector } from "./metrics.ts";
import type { Probe } from "./probes/probe.ts";

/** Where a running service tells its metrics. */
export interface MetricsPorts {
  metrics?: number;
  businessMetrics?: number;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Empty until the service is ready, and where metrics are off. */
    metricsPorts: MetricsPorts;
  }
}

/** @returns null where metrics are off */
export function openMetrics(
  app: FastifyInstance,
  service: ServiceName,
  configuration: CommonConfiguration,
): MetricsCollector | null {
  app.decorate("metricsPorts", {});
  if (configuration.METRICS === "off") return null;
  const metrics = new MetricsCollector({ service, objectives });
  void app.register(metricsPlugin, { http: metrics.http });
  return metrics;
}

/** The metered form of something, where there are metrics. */
export function metered<T>(
  plain: T,
  metrics: MetricsCollector | null,
  meter: (plain: T, metrics: MetricsCollector) => T,
): T {
  return metrics === null ? plain : meter(plain, metrics);
}

export interface Listening {
  readonly as: keyof MetricsPorts;
  readonly port: number;
  readonly pages: Pages;
}

export interface ServeOptions {
  readonly metrics: MetricsCollector;
  readonly configuration: CommonConfiguration;
  readonly logger: Logger;
  readonly probes: readonly Probe[];
  readonly listeners: readonly Listening[];
}

/** The one listener of a service that tells of itself alone. */
export function ownListener(
  metrics: MetricsCollector,
  { METRICS_PORT: port }: CommonConfiguration,
): Listening {
  const pages = {
    "/metrics": () => metrics.text("service"),
    "/business-metrics": () => metrics.text("business"),
  };
  return { as: "metrics", port, pages };
}

export function serveMetrics(app: FastifyInstance, options: ServeOptions): void {
  const { metrics, configuration, logger, probes, listeners } = options;
  const { HEALTH_INTERVAL_MS: intervalMs, HEALTH_DEADLINE_MS: deadlineMs } = configuration;
  const collector = new HealthCollector({ metrics, probes, intervalMs, deadlineMs, logger });
  const open: MetricsListener[] = [];

  app.addHook("onReady", async () => {
    for (const { as, port, pages } of listeners) {
      const listener = await startMetricsListener({
        host: configuration.METRICS_HOST ?? configuration.HOST,
        port,
        ifBusy: configuration.PORT_IF_BUSY,
        pages,
        contentType: metrics.contentType,
        logger,
      });
      open.push(listener);
      app.metricsPorts[as] = listener.port;
    }
    collector.start();
  });
  // Before the stores close: a probe must not find its client ended.
  app.addHook("preClose", async () => collector.stop());
  app.addHook("onClose", async () => {
    await Promise.all(open.map((listener) => listener.close()));
  });
}
