/**
 * A pool of connections as its own process sees it. Asks nobody, so that it tells the truth also
 * while the store is away or every connection is in use: the time when it is wanted most.
 */
import type { DatabaseType } from "../metrics.ts";
import type { Probe, Reading } from "./probe.ts";

export interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

export function poolProbe(database_type: DatabaseType, state: () => PoolState): Probe {
  const read = async (): Promise<Reading[]> => {
    const { total, idle, waiting } = state();
    const readings: Reading[] = Object.entries({ total, idle, waiting }).map(([name, value]) => ({
      gauge: "database_pool_connections",
      labels: { database_type, state: name },
      value,
    }));
    const active = { gauge: "database_connections_active", labels: { database_type }, value: total - idle };
    return [...readings, active as Reading];
  };
  return { name: `${database_type}-pool`, database: null, read };
}
