/**
 * The queues in the broker: one for the work, and one for messages that were put aside (dead
 * letters). Quorum queues, so that a message that was confirmed is on disk, and so that the broker
 * itself puts a message aside that ends its consumer again and again.
 */
import type { Channel } from "amqplib";

/** Above what restarts of a consumer can use up, below for ever. */
const mostDeliveries = 20;
/** For a person to look at: the records stay in the store, so the oldest may go. */
const mostDeadLetters = 10_000;

export function deadLetterQueue(name: string): string {
  return `${name}.dead`;
}

/** Without effect where they are there already. */
export async function declareQueues(channel: Channel, name: string): Promise<void> {
  const dead = deadLetterQueue(name);
  await channel.assertQueue(dead, {
    durable: true,
    arguments: { "x-queue-type": "quorum", "x-max-length": mostDeadLetters },
  });
  await channel.assertQueue(name, {
    durable: true,
    deadLetterExchange: "",
    deadLetterRoutingKey: dead,
    arguments: { "x-queue-type": "quorum", "x-delivery-limit": mostDeliveries },
  });
}
