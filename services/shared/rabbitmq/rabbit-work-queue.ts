/**
 * A work queue in RabbitMQ. Publisher and consumer have a connection each: a broker that is short
 * of memory stops reading from connections that publish, and acknowledgements must get through.
 */
import type { Logger } from "pino";
import { defaultAttempts, type AttemptRules } from "../attempts.ts";
import { QueueError, type WorkHandler, type WorkMessage, type WorkQueue } from "../work-queue.ts";
import { Consumer } from "./consumer.ts";
import { Publisher } from "./publisher.ts";

const publishDeadlineMs = 2_000;

export interface RabbitQueueOptions {
  readonly url: string;
  readonly name: string;
  /** Messages worked off at the same time. */
  readonly prefetch: number;
  readonly logger: Logger;
  readonly attemptRules?: AttemptRules;
}

export class RabbitWorkQueue implements WorkQueue {
  readonly name: string;
  readonly #options: RabbitQueueOptions;
  readonly #publisher: Publisher;
  #consumer: Consumer | null = null;
  #closed = false;

  constructor(options: RabbitQueueOptions) {
    const { name, url, logger } = options;
    this.name = name;
    this.#options = options;
    this.#publisher = new Publisher({ url, queue: name, deadlineMs: publishDeadlineMs, logger });
  }

  async publish(message: WorkMessage): Promise<void> {
    this.#mustBeOpen();
    await this.#publisher.publish(message);
  }

  async consume(handler: WorkHandler): Promise<void> {
    this.#mustBeOpen();
    const { name, url, prefetch, logger, attemptRules = defaultAttempts } = this.#options;
    this.#consumer = new Consumer({ url, queue: name, prefetch, attemptRules, handler, logger });
  }

  async depth(): Promise<number> {
    this.#mustBeOpen();
    return this.#publisher.depth();
  }

  async ping(): Promise<void> {
    await this.depth();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#consumer?.close();
    await this.#publisher.close();
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new QueueError("closed", this.name);
  }
}
