/**
 * The client of MongoDB: a bounded pool, and a limit to every wait. Once it was connected, the driver
 * looks for the server by itself for as long as it is away, so that a store that restarts needs no
 * restart here; until then whoever uses it connects it (`MongoTaskRepository`).
 */
import { MongoClient } from "mongodb";
import type { MongoConfiguration } from "./configuration.ts";

export function createMongoClient(url: string, configuration: MongoConfiguration): MongoClient {
  const { POOL_MAX, POOL_ACQUIRE_TIMEOUT_MS, OPERATION_TIMEOUT_MS } = configuration;
  return new MongoClient(url, {
    appName: "tidemark-mongo-service",
    maxPoolSize: POOL_MAX,
    waitQueueTimeoutMS: POOL_ACQUIRE_TIMEOUT_MS,
    serverSelectionTimeoutMS: POOL_ACQUIRE_TIMEOUT_MS,
    connectTimeoutMS: OPERATION_TIMEOUT_MS,
    // Of a server that went silent; the server's own limit (maxTimeMS) comes first.
    socketTimeoutMS: OPERATION_TIMEOUT_MS + silentServerMarginMs,
    heartbeatFrequencyMS: 2_000,
    writeConcern: { w: "majority", journal: true },
  });
}

/** How much longer than the server the driver waits, so that the server's own answer comes first. */
const silentServerMarginMs = 500;
