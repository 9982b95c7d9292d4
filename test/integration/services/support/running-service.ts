/** A service inside the test's own process, on a free port, with what tests change of its configuration. */
import { readConfiguration, type CommonConfiguration } from "../../../../services/shared/configuration.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import type { Service } from "../../../../services/shared/run-service.ts";
import type { MetricsPorts } from "../../../../services/shared/serve-metrics.ts";

export interface RunningService {
  readonly address: string;
  /** Of its listeners for scrapes. */
  readonly metricsPorts: MetricsPorts;
  close(): Promise<void>;
}

export async function runInProcess<C extends CommonConfiguration>(
  service: Service<C>,
  env: Readonly<Record<string, string>>,
): Promise<RunningService> {
  const configuration = readConfiguration(service.name, service.configuration, {
    LOG_LEVEL: "silent",
    METRICS_PORT: "0",
    BUSINESS_METRICS_PORT: "0",
    ...env,
  });
  const app = service.build(configuration, createLogger(service.name, configuration.LOG_LEVEL));
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return { address, metricsPorts: app.metricsPorts, close: () => app.close() };
}

/** Asks again until `accept` says yes; for what a service does by itself after a while. */
export async function eventually(
  what: string,
  accept: () => Promise<boolean>,
  timeoutMs = 5_000,
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await accept())) {
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
