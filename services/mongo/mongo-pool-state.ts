/** The driver's pool of connections, counted from its events: it has no other way to tell. */
import type { MongoClient } from "mongodb";
import type { PoolState } from "../shared/probes/pool-probe.ts";

/** Before the client is used. @returns the state as it is when called */
export function watchPool(client: Pick<MongoClient, "on">): () => PoolState {
  let total = 0;
  let inUse = 0;
  let waiting = 0;
  client.on("connectionCreated", () => (total += 1));
  client.on("connectionClosed", () => (total -= 1));
  client.on("connectionCheckOutStarted", () => (waiting += 1));
  client.on("connectionCheckOutFailed", () => (waiting -= 1));
  client.on("connectionCheckedOut", () => {
    waiting -= 1;
    inUse += 1;
  });
  client.on("connectionCheckedIn", () => (inUse -= 1));
  return () => ({ total, idle: total - inUse, waiting });
}
