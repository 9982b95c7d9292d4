/**
 * Publishes with the broker's confirmation, within a deadline. A message without a queue to go to
 * comes back before it is confirmed, and counts as not published.
 */
import { randomUUID } from "node:crypto";
import type { ConfirmChannel } from "amqplib";
import type { Logger } from "pino";
import { withDeadline } from "../deadline.ts";
import { QueueError, type WorkMessage } from "../work-queue.ts";
import { LastingChannel } from "./lasting-channel.ts";
import { encodeMessage } from "./message-body.ts";
import { declareQueues } from "./queues.ts";

/** What a broker that does not confirm (out of memory or disk) may make us hold. */
const mostUnconfirmed = 5_000;

export class Publisher {
  readonly #queue: string;
  readonly #deadlineMs: number;
  readonly #channel: LastingChannel;
  readonly #returned = new Set<string>();
  #unconfirmed = 0;

  constructor(options: {
    readonly url: string;
    readonly queue: string;
    readonly deadlineMs: number;
    readonly logger: Logger;
  }) {
    this.#queue = options.queue;
    this.#deadlineMs = options.deadlineMs;
    this.#channel = new LastingChannel({
      url: options.url,
      connectionName: `${options.queue} publisher`,
      logger: options.logger,
      setUp: async (channel) => {
        channel.on("return", ({ properties }: { properties: { messageId?: unknown } }) => {
          this.#returned.add(String(properties.messageId));
        });
        await declareQueues(channel, options.queue);
      },
    });
  }

  async publish(message: WorkMessage): Promise<void> {
    if (this.#unconfirmed >= mostUnconfirmed) throw new QueueError("full", this.#queue);
    const channel = this.#mustHaveChannel();
    await this.#inTime(this.#send(channel, message));
  }

  /** Messages that wait in the queue for a consumer. */
  async depth(): Promise<number> {
    const channel = this.#mustHaveChannel();
    const { messageCount } = await this.#inTime(channel.checkQueue(this.#queue));
    return messageCount;
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #mustHaveChannel(): ConfirmChannel {
    const { channel } = this.#channel;
    if (channel === null) throw new QueueError("unavailable", this.#queue);
    return channel;
  }

  async #inTime<T>(work: Promise<T>): Promise<T> {
    try {
      return await withDeadline(work, this.#deadlineMs, () => new QueueError("deadline", this.#queue));
    } catch (error) {
      throw error instanceof QueueError ? error : new QueueError("unavailable", this.#queue, error);
    }
  }

  #send(channel: ConfirmChannel, message: WorkMessage): Promise<void> {
    const messageId = randomUUID();
    const options = { persistent: true, mandatory: true, messageId, contentType: "application/json" };
    this.#unconfirmed += 1;
    const confirmed = new Promise<void>((resolve, reject) => {
      const onConfirmed = (error: Error | null | undefined) => {
        if (this.#returned.delete(messageId)) reject(new Error("the queue is gone"));
        else if (error !== null && error !== undefined) reject(error);
        else resolve();
      };
      // Throws where the channel is just being closed.
      channel.sendToQueue(this.#queue, encodeMessage(message), options, onConfirmed);
    });
    return confirmed.finally(() => (this.#unconfirmed -= 1));
  }
}
