/**
 * MongoDB by `serverStatus`: its connections, those of everybody. What speaks MongoDB's protocol
 * without being MongoDB leaves some of it out, and a user may lack the right to ask: what is not
 * told is not made up, and is no outage; then a plain round trip says whether the store is there.
 */
import type { Probe, Reading } from "./probe.ts";

const database_type = "mongodb";
const states = ["current", "available", "active"] as const;

/** Unauthorized, CommandNotFound: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const refusals: readonly unknown[] = [13, 59];

export interface MongodbToProbe {
  /** The answer of the command, as the driver gives it. */
  readonly serverStatus: () => Promise<Readonly<Record<string, unknown>>>;
  readonly ping: () => Promise<void>;
}

export function mongodbProbe({ serverStatus, ping }: MongodbToProbe): Probe {
  const read = async (): Promise<Reading[]> => {
    try {
      return readingsOf(await serverStatus());
    } catch (error) {
      if (!refusals.includes((error as { readonly code?: unknown }).code)) throw error;
      await ping();
      return [];
    }
  };
  return { name: "mongodb", database: database_type, read };
}

function readingsOf({ connections }: Readonly<Record<string, unknown>>): Reading[] {
  const counts = (connections ?? {}) as Readonly<Record<string, unknown>>;
  return states.map((state) => ({
    gauge: "database_server_connections",
    labels: { database_type, state },
    value: numberOf(counts[state]),
  }));
}

/** The driver may give 64-bit numbers as objects of its own. */
function numberOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Number(value) : value;
}
