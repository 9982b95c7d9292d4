/**
 * A channel to RabbitMQ that comes back: on a connection of its own, opened again with backoff after
 * every loss (the broker restarts, the channel is closed for an error, the other side goes silent and
 * misses its heartbeats), and set up anew each time. Whoever wants to use it meanwhile is told that
 * there is none; nothing queues up in here.
 */
import { connect, type ChannelModel, type ConfirmChannel } from "amqplib";
import type { Logger } from "pino";
import { withDeadline } from "../deadline.ts";
import { keepTrying } from "../keep-trying.ts";

const connectTimeoutMs = 2_000;
/** A broker that says nothing for twice this long is gone. */
const heartbeatSeconds = 4;
const backoff = { firstMs: 100, maxMs: 2_000 };
const closeDeadlineMs = 1_000;

export interface LastingChannelOptions {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly connectionName: string;
  readonly logger: Logger;
  /** With every new channel, before anybody gets it. */
  readonly setUp: (channel: ConfirmChannel) => Promise<void>;
}

interface Session {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  readonly ended: Promise<void>;
}

export class LastingChannel {
  readonly #options: LastingChannelOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #session: Session | null = null;

  constructor(options: LastingChannelOptions) {
    this.#options = options;
    this.#running = this.#stayConnected();
  }

  /** Null while there is none. */
  get channel(): ConfirmChannel | null {
    return this.#session?.channel ?? null;
  }

  /** Unacknowledged messages of the channel go back to the broker. */
  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#session !== null) await end(this.#session.connection);
    await withDeadline(this.#running, closeDeadlineMs, late).catch(() => undefined);
  }

  async #stayConnected(): Promise<void> {
    const { logger, connectionName } = this.#options;
    const onFailure = (error: unknown, nextInMs: number) =>
      logger.warn({ err: error, nextInMs, connection: connectionName }, "no connection to the broker");
    while (!this.#closing.signal.aborted) {
      await keepTrying(() => this.#open(), onFailure, backoff, this.#closing.signal);
      if (this.#session === null) continue;
      logger.info({ connection: connectionName }, "connected to the broker");
      await this.#session.ended;
      this.#session = null;
    }
  }

  async #open(): Promise<void> {
    const { url, connectionName, setUp } = this.#options;
    const connection = await connect(withHeartbeat(url), {
      timeout: connectTimeoutMs,
      clientProperties: { connection_name: connectionName },
    });
    try {
      const connectionEnded = endOf(connection, "the connection", this.#options);
      const channel = await connection.createConfirmChannel();
      const channelEnded = endOf(channel, "the channel", this.#options).then(() => end(connection));
      await setUp(channel);
      this.#closing.signal.throwIfAborted();
      this.#session = { connection, channel, ended: Promise.race([connectionEnded, channelEnded]) };
    } catch (error) {
      await end(connection);
      throw error;
    }
  }
}

function withHeartbeat(url: string): string {
  const tuned = new URL(url);
  tuned.searchParams.set("heartbeat", String(heartbeatSeconds));
  return tuned.href;
}

/** Resolves when it is closed, for whatever reason. Without a listener an error would end the process. */
function endOf(
  emitter: Pick<ConfirmChannel | ChannelModel, "on">,
  what: string,
  { logger, connectionName }: LastingChannelOptions,
): Promise<void> {
  return new Promise((resolve) => {
    emitter.on("error", (error: Error) => {
      logger.warn({ err: error, connection: connectionName }, `${what} to the broker broke`);
      resolve();
    });
    emitter.on("close", () => resolve());
  });
}

async function end(connection: ChannelModel): Promise<void> {
  // Closed already, or silent: then the heartbeat ends it.
  await withDeadline(connection.close(), closeDeadlineMs, late).catch(() => undefined);
}

function late(): Error {
  return new Error("the broker does not take leave");
}
