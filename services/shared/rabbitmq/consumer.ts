/**
 * Takes messages from a queue, a bounded number at a time, and acknowledges each when it is worked
 * off. What cannot be read, or has failed as often as it may, is put aside as a dead letter. What is
 * under way when the connection is lost comes again from the broker: its late acknowledgement is
 * dropped with the channel that it belonged to.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Channel, ConfirmChannel, ConsumeMessage } from "amqplib";
import type { Logger } from "pino";
import { workOff, type AttemptRules } from "../attempts.ts";
import { withDeadline } from "../deadline.ts";
import type { WorkHandler } from "../work-queue.ts";
import { LastingChannel } from "./lasting-channel.ts";
import { decodeMessage } from "./message-body.ts";
import { declareQueues } from "./queues.ts";

/** What an attempt under way gets to end in when the consumer closes. */
const closeGraceMs = 3_000;
const cancelDeadlineMs = 1_000;
/** Unique in its channel, and every subscription has a channel of its own. */
const consumerTag = "worker";

export interface ConsumerOptions {
  readonly url: string;
  readonly queue: string;
  readonly prefetch: number;
  readonly attemptRules: AttemptRules;
  readonly handler: WorkHandler;
  readonly logger: Logger;
}

export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #channel: LastingChannel;
  readonly #underWay = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#channel = new LastingChannel({
      url: options.url,
      connectionName: `${options.queue} consumer`,
      logger: options.logger,
      setUp: (channel) => this.#subscribe(channel),
    });
  }

  async close(): Promise<void> {
    await this.#unsubscribe();
    this.#closing.abort();
    await Promise.race([Promise.all(this.#underWay), delay(closeGraceMs, undefined, { ref: false })]);
    // Hands back whatever is not acknowledged.
    await this.#channel.close();
  }

  async #subscribe(channel: ConfirmChannel): Promise<void> {
    const { queue, prefetch } = this.#options;
    await declareQueues(channel, queue);
    await channel.prefetch(prefetch);
    const onMessage = (message: ConsumeMessage | null) => {
      if (message === null) this.#cancelled(channel);
      else this.#take(channel, message);
    };
    await channel.consume(queue, onMessage, { consumerTag });
  }

  /** First of all: what is handed back would come again at once. */
  async #unsubscribe(): Promise<void> {
    const { channel } = this.#channel;
    if (channel === null) return;
    const late = () => new Error("the broker does not end the subscription");
    await withDeadline(channel.cancel(consumerTag), cancelDeadlineMs, late).catch(() => undefined);
  }

  /** By the broker, e.g. because the queue was deleted: a new channel declares and subscribes again. */
  #cancelled(channel: Channel): void {
    this.#options.logger.warn({ queue: this.#options.queue }, "the broker ended the subscription");
    channel.close().catch(() => undefined);
  }

  #take(channel: Channel, message: ConsumeMessage): void {
    const work = this.#workOff(channel, message).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #workOff(channel: Channel, message: ConsumeMessage): Promise<void> {
    const { queue, handler, attemptRules, logger } = this.#options;
    const content = decodeMessage(message.content);
    if (content === null) {
      logger.error({ queue, bytes: message.content.length }, "message put aside: it cannot be read");
      onOpenChannel(() => channel.nack(message, false, false));
      return;
    }
    const result = await workOff(content, handler, attemptRules, this.#closing.signal);
    if (result.kind === "done") onOpenChannel(() => channel.ack(message));
    // What is handed back goes with the channel.
    if (result.kind === "givenUp") {
      logger.error({ queue, id: content.id, err: result.error }, "message put aside");
      onOpenChannel(() => channel.nack(message, false, false));
    }
  }
}

/** A channel that was closed meanwhile throws; the broker has taken its messages back by then. */
function onOpenChannel(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    if ((error as Error).name !== "IllegalOperationError") throw error;
  }
}
