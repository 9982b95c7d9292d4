/** A work queue whose messages are counted and timed, and work that is timed; neither knows of that. */
import type { Ending, MetricsCollector } from "./metrics.ts";
import { TryLater, type WorkHandler, type WorkMessage, type WorkQueue } from "./work-queue.ts";

export function meteredWorkQueue(queue: WorkQueue, metrics: MetricsCollector): WorkQueue {
  return new MeteredWorkQueue(queue, metrics);
}

/** @param type as in `task_type` */
export function meteredWork(type: string) {
  return (
    work: (id: string) => Promise<void>,
    metrics: MetricsCollector,
  ): ((id: string) => Promise<void>) => {
    const time = metrics.task(type, endingOfWork);
    return (id) => time(() => work(id));
  };
}

class MeteredWorkQueue implements WorkQueue {
  readonly name: string;
  readonly #queue: WorkQueue;
  readonly #time: (work: () => Promise<void>) => Promise<void>;

  constructor(queue: WorkQueue, metrics: MetricsCollector) {
    this.name = queue.name;
    this.#queue = queue;
    this.#time = metrics.message(queue.name, endingOfWork);
  }

  publish(message: WorkMessage): Promise<void> {
    return this.#queue.publish(message);
  }

  consume(handler: WorkHandler): Promise<void> {
    return this.#queue.consume((message, delivery) => this.#time(() => handler(message, delivery)));
  }

  depth(): Promise<number> {
    return this.#queue.depth();
  }

  ping(): Promise<void> {
    return this.#queue.ping();
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}

/** Work that could do nothing just now is put off, and neither done nor a failure. */
function endingOfWork(error: unknown): Ending {
  return error instanceof TryLater ? "deferred" : "error";
}
