/**
 * The bounded pool of connections to PostgreSQL. Nothing waits for ever: not for a connection
 * (acquire timeout), not for a statement (the server's timeout), not for a server that went silent
 * (the driver's). A lost connection is dropped from the pool and replaced when next needed, so that
 * a store that restarts needs no restart here.
 */
import pg from "pg";
import type { Logger } from "pino";
import type { PoolState } from "../shared/probes/pool-probe.ts";
import type { PostgresConfiguration } from "./configuration.ts";
import { storeErrorFrom } from "./store-error.ts";

/** How much longer than the server the driver waits, so that the server's own answer comes first. */
const silentServerMarginMs = 500;
/** A migration may take long; the driver must not give it up. */
const transactionTimeoutMs = 3_600_000;

/** An option of one query that the driver's types do not know there. */
const patient = { query_timeout: transactionTimeoutMs };

/** A statement prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Query = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

export class Database {
  readonly #pool: pg.Pool;

  constructor(configuration: PostgresConfiguration, logger: Logger) {
    this.#pool = new pg.Pool({
      connectionString: configuration.POSTGRES_URL,
      application_name: "tidemark-postgres-service",
      max: configuration.POOL_MAX,
      connectionTimeoutMillis: configuration.POOL_ACQUIRE_TIMEOUT_MS,
      statement_timeout: configuration.STATEMENT_TIMEOUT_MS,
      query_timeout: configuration.STATEMENT_TIMEOUT_MS + silentServerMarginMs,
      keepAlive: true,
    });
    // Without a listener an error on an idle connection would end the process.
    this.#pool.on("error", (error) => logger.warn({ err: error }, "an idle connection was lost"));
  }

  /** Rows of one statement. Must not break a constraint: the pool drops the connection of a failed query. */
  async rows<Row extends pg.QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    try {
      const result = await this.#pool.query<Row>({ ...statement, values: [...values] });
      return result.rows;
    } catch (error) {
      throw storeErrorFrom(error);
    }
  }

  /** Runs `work` in one transaction, without the limits of a request's statements. */
  async transaction(work: (query: Query) => Promise<void>): Promise<void> {
    let client: pg.PoolClient | null = null;
    try {
      client = await this.#pool.connect();
      await client.query("BEGIN; SET LOCAL statement_timeout = 0");
      const connection = client;
      await work(async (text, values = []) => {
        const result = await connection.query<Record<string, unknown>>({
          text,
          values: [...values],
          ...patient,
        });
        return result.rows;
      });
      await client.query("COMMIT");
      client.release();
    } catch (error) {
      // Dropped with its connection, an open transaction is rolled back.
      client?.release(true);
      throw storeErrorFrom(error);
    }
  }

  /** As this process sees it, without asking the store. */
  poolState(): PoolState {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { total, idle, waiting };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
