/**
 * Queues of a test's own, with random names, on the broker that `TEST_RABBITMQ_URL` names, or the
 * local one on its standard port; deleted at the end. Nothing else of the broker is touched.
 */
import { randomBytes } from "node:crypto";
import { connect, type ChannelModel } from "amqplib";
import { deadLetterQueue } from "../../../../services/shared/rabbitmq/queues.ts";

const brokerUrl = process.env.TEST_RABBITMQ_URL ?? "amqp://guest:guest@127.0.0.1:5672";

export interface TestBroker {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  newQueueName(): string;
  /** What lies in a queue, taken out of it. */
  drain(queue: string): Promise<string[]>;
  send(queue: string, body: string): Promise<void>;
  deleteQueue(queue: string): Promise<void>;
  /** Deletes every queue whose name it gave. */
  remove(): Promise<void>;
}

/** @returns the broker, or why there is none */
export async function reachTestBroker(): Promise<TestBroker | string> {
  const { hostname, port } = new URL(brokerUrl);
  try {
    const connection = await connect(brokerUrl, { timeout: 2_000 });
    return await testBroker(connection, hostname, Number(port === "" ? "5672" : port));
  } catch (error) {
    return `needs a RabbitMQ broker (TEST_RABBITMQ_URL, tried ${hostname}:${port}): ${(error as Error).message}`;
  }
}

async function testBroker(connection: ChannelModel, host: string, port: number): Promise<TestBroker> {
  const channel = await connection.createConfirmChannel();
  const names: string[] = [];
  return {
    url: brokerUrl,
    host,
    port,
    newQueueName: () => {
      const name = `tidemark-test-${randomBytes(6).toString("hex")}`;
      names.push(name, deadLetterQueue(name));
      return name;
    },
    drain: async (queue) => {
      const bodies: string[] = [];
      for (;;) {
        const message = await channel.get(queue, { noAck: true });
        if (message === false) return bodies;
        bodies.push(message.content.toString());
      }
    },
    send: async (queue, body) => {
      channel.sendToQueue(queue, Buffer.from(body));
      await channel.waitForConfirms();
    },
    deleteQueue: async (queue) => {
      await channel.deleteQueue(queue);
    },
    remove: async () => {
      for (const name of names) await channel.deleteQueue(name);
      await connection.close();
    },
  };
}
