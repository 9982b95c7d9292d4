/**
 * The Redis server that `TEST_REDIS_URL` names, or the local one on its standard port, for keys with
 * a random prefix, which are deleted at the end. Nothing else of the server is touched.
 */
import { randomBytes } from "node:crypto";
import { createClient } from "@redis/client";

const serverUrl = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";
const connectTimeoutMs = 2_000;

export interface TestRedis {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly prefix: string;
  keys(): Promise<string[]>;
  remove(): Promise<void>;
}

/** @returns the server, or why there is none */
export async function reachTestRedis(): Promise<TestRedis | string> {
  const { hostname, port } = new URL(serverUrl);
  const client = createClient({
    url: serverUrl,
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return `needs a Redis server (TEST_REDIS_URL, tried ${hostname}:${port}): ${(error as Error).message}`;
  }
  const prefix = `tidemark-test-${randomBytes(6).toString("hex")}:`;
  const keys = () => client.keys(`${prefix}*`);
  return {
    url: serverUrl,
    host: hostname,
    port: Number(port === "" ? "6379" : port),
    prefix,
    keys,
    remove: async () => {
      const own = await keys();
      if (own.length > 0) await client.del(own);
      await client.close();
    },
  };
}
