/**
 * A database of a test's own, with a random name, on the server that `TEST_POSTGRES_URL` names, or
 * the local one on its standard port; dropped at the end.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";

const serverUrl = process.env.TEST_POSTGRES_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";
const connectTimeoutMs = 2_000;

export interface TestDatabase {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  rows(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** @returns the database, or why there is none */
export async function createTestDatabase(): Promise<TestDatabase | string> {
  const name = `tidemark_test_${randomBytes(6).toString("hex")}`;
  try {
    await rowsOf(serverUrl, `CREATE DATABASE ${name}`);
  } catch (error) {
    const { hostname, port } = new URL(serverUrl);
    return `needs a PostgreSQL server (TEST_POSTGRES_URL, tried ${hostname}:${port}): ${(error as Error).message}`;
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    host: url.hostname,
    port: Number(url.port === "" ? "5432" : url.port),
    rows: (statement) => rowsOf(url.href, statement),
    drop: async () => {
      await rowsOf(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function rowsOf(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: connectTimeoutMs });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
