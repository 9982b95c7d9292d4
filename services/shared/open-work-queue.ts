/** The queue that the configuration asks for: the broker's where it names one, else one in this process. */
import type { Logger } from "pino";
import type { BackgroundConfiguration } from "./configuration.ts";
import { InProcessWorkQueue } from "./in-process-work-queue.ts";
import { RabbitWorkQueue } from "./rabbitmq/rabbit-work-queue.ts";
import type { WorkQueue } from "./work-queue.ts";

export function openWorkQueue(configuration: BackgroundConfiguration, logger: Logger): WorkQueue {
  const { RABBITMQ_URL: url, QUEUE_NAME: name, WORK_CONCURRENCY: concurrency } = configuration;
  if (url === undefined) return new InProcessWorkQueue({ name, concurrency, logger });
  return new RabbitWorkQueue({ url, name, prefetch: concurrency, logger });
}
