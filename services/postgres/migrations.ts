/**
 * The tables that this service owns, as steps in order. A step that has been released is never
 * changed: the next change is a new step. All of it happens in one transaction under an advisory
 * lock, so that instances that start together neither collide nor see half of it.
 */
import type { Database } from "./database.ts";
import { seedUsers } from "./seed.ts";

/** Any number, as long as nobody else uses it for a lock in this database. */
const advisoryLock = 7_411_203;

const steps: readonly { readonly id: string; readonly sql: string }[] = [
  {
    id: "0001-users",
    sql: `CREATE TABLE users (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      username text NOT NULL UNIQUE,
      email text NOT NULL UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now())`,
  },
  {
    // Users of before need no confirmation. The index holds only the few that still wait.
    id: "0002-registrations",
    sql: `ALTER TABLE users ADD COLUMN IF NOT EXISTS registration text NOT NULL DEFAULT 'confirmed'
        CONSTRAINT known_registration CHECK (registration IN ('pending', 'confirmed', 'failed'));
      CREATE INDEX IF NOT EXISTS users_pending ON users (created_at) WHERE registration = 'pending'`,
  },
  {
    // What a test created is found by how its name begins, whatever the collation of the database.
    id: "0003-username-beginnings",
    sql: "CREATE INDEX IF NOT EXISTS users_username_beginning ON users (username text_pattern_ops)",
  },
];

/** Brings the tables up to date, and fills an empty users table with `userCount` users. */
export async function prepareTables(database: Database, userCount: number): Promise<void> {
  await database.transaction(async (query) => {
    await query("SELECT pg_advisory_xact_lock($1)", [advisoryLock]);
    await query(
      "CREATE TABLE IF NOT EXISTS applied_migrations (id text PRIMARY KEY, at timestamptz DEFAULT now())",
    );
    const applied = new Set((await query("SELECT id FROM applied_migrations")).map((row) => row.id));
    for (const { id, sql } of steps) {
      if (applied.has(id)) continue;
      await query(sql);
      await query("INSERT INTO applied_migrations (id) VALUES ($1)", [id]);
    }
    await seedUsers(query, userCount);
  });
}
