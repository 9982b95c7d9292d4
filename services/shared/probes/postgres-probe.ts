/**
 * PostgreSQL as it sees its connections (`pg_stat_activity`, this database, everybody's), and its
 * slowest statements where the extension pg_stat_statements is there. Statements are told by rank
 * and not by text: their number has no bound, and their text belongs into the store.
 */
import type { Probe, Reading } from "./probe.ts";

type Rows = (name: string, text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const activity = `SELECT coalesce(state, 'unknown') AS state, count(*)::int AS connections
  FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' GROUP BY 1`;

const hasStatements =
  "SELECT count(*)::int AS present FROM pg_extension WHERE extname = 'pg_stat_statements'";

const slowestStatements = `SELECT mean_exec_time::float8 / 1000 AS seconds FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  ORDER BY mean_exec_time DESC LIMIT 5`;

/** As PostgreSQL has them; one that is not read is zero, and none beside these becomes a label. */
const states = ["active", "idle", "idle in transaction", "idle in transaction (aborted)", "unknown"] as const;

const database_type = "postgresql";

export function postgresProbe(rows: Rows): Probe {
  /** Loaded without its library, the extension answers only errors: then it is left alone. */
  let statementsUsable = true;

  async function slowest(): Promise<Reading[]> {
    const [found] = statementsUsable ? await rows("probe_extension", hasStatements) : [];
    if (found?.present !== 1) return [];
    try {
      return statementReadings(await rows("probe_statements", slowestStatements));
    } catch {
      statementsUsable = false;
      return [];
    }
  }

  return {
    name: "postgresql",
    database: database_type,
    read: async () => [...activityReadings(await rows("probe_activity", activity)), ...(await slowest())],
  };
}

function activityReadings(rows: Awaited<ReturnType<Rows>>): Reading[] {
  const byState = new Map(rows.map(({ state, connections }) => [state, connections]));
  return states.map((state) => ({
    gauge: "database_server_connections",
    labels: { database_type, state },
    value: byState.get(state) ?? 0,
  }));
}

function statementReadings(rows: Awaited<ReturnType<Rows>>): Reading[] {
  return rows.map(({ seconds }, index) => ({
    gauge: "database_slowest_statements_seconds",
    labels: { database_type, rank: String(index + 1) },
    value: seconds,
  }));
}
