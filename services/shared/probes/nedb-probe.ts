/**
 * nedb lives in this process: it has no connections and no server to ask. What is real is whether
 * its queue of operations moves, which a round trip through it tells, and that no connection is open.
 */
import type { Probe } from "./probe.ts";

export function nedbProbe(ping: () => Promise<void>): Probe {
  const read: Probe["read"] = async () => {
    await ping();
    return [{ gauge: "database_connections_active", labels: { database_type: "nedb" }, value: 0 }];
  };
  return { name: "nedb", database: "nedb", read };
}
