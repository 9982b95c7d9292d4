/**
 * The driver finds its server by a heartbeat, and its heart can stop: seen with 7.9.0 and a server, or a
 * proxy in front of it, that accepts a connection and closes it in the same moment, as one does that stops.
 * From then on the server is never found again, however well it is. A client of which no heartbeat is heard
 * for longer than one takes is therefore connected anew.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { MongoClient } from "mongodb";
import type { Logger } from "pino";

/** What is needed of the driver's client. */
export type MonitoredClient = Pick<MongoClient, "connect" | "close"> & {
  on(event: HeartbeatEvent, listener: () => void): unknown;
};

type HeartbeatEvent =
  "serverHeartbeatStarted" | "serverHeartbeatSucceeded" | "serverHeartbeatFailed" | "topologyClosed";

export interface MonitoringOptions {
  /** Longer than a heartbeat takes, and longer than the pause between two. */
  readonly silentMs: number;
  /** Between attempts to connect. */
  readonly retryMs: number;
  readonly logger: Pick<Logger, "warn">;
}

/** @returns what ends it; the client is closed by whoever opened it */
export function keepMonitored(client: MonitoredClient, options: MonitoringOptions): () => void {
  const { silentMs, retryMs, logger } = options;
  let stopped = false;
  let connecting = false;
  let silence: NodeJS.Timeout | undefined;

  const heard = () => {
    clearTimeout(silence);
    if (!stopped) silence = setTimeout(() => void connectAnew(), silentMs).unref();
  };
  const closed = () => clearTimeout(silence);
  const connectAnew = async () => {
    if (connecting) return;
    connecting = true;
    logger.warn({ silentMs }, "the heartbeat of the store's client is silent: connecting anew");
    while (!stopped && !(await connected())) await sleep(retryMs, undefined, { ref: false });
    connecting = false;
  };
  const connected = async () => {
    try {
      await client.close();
      if (!stopped) await client.connect();
      return true;
    } catch (error) {
      logger.warn({ err: error }, "no connection to the store yet");
      return false;
    }
  };
  client.on("serverHeartbeatStarted", heard);
  client.on("serverHeartbeatSucceeded", heard);
  client.on("serverHeartbeatFailed", heard);
  client.on("topologyClosed", closed);
  return () => {
    stopped = true;
    closed();
  };
}
