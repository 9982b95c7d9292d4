/**
 * Users in PostgreSQL. `total` is counted at most once a second and instance: `count(*)` reads the
 * whole index, which for every list request would cost more than the page itself, a counter row
 * would make all creations queue for its lock, and the planner's estimate may be off by any amount.
 * So `total` is exact as of at most a second ago, and the contract says so.
 */
import { namesBeginning } from "../shared/name-prefix.ts";
import type { Outcome } from "../shared/pending-work.ts";
import type { Paging } from "../shared/request-numbers.ts";
import { largestUserId, type Creation, type NewUser, type User, type UserPage } from "../shared/users.ts";
import type { Database, Statement } from "./database.ts";
import { Remembered } from "../shared/remembered.ts";
import type { UserRepository } from "./user-repository.ts";

const totalMaxAgeMs = 1_000;

/** The store writes the time as callers get it: no parsing into a Date and out of it again. */
const columns = `id, username, email, registration,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

export const userStatements = {
  list: { name: "users_list", text: `SELECT ${columns} FROM users ORDER BY id LIMIT $1 OFFSET $2` },
  // Operators of the index on beginnings: a LIKE with a parameter would not use it.
  listByUsername: {
    name: "users_list_by_username",
    text: `SELECT ${columns} FROM users WHERE username ~>=~ $1 AND username ~<~ $2
      ORDER BY username USING ~<~ LIMIT $3 OFFSET $4`,
  },
  countByUsername: {
    name: "users_count_by_username",
    text: "SELECT count(*)::int AS total FROM users WHERE username ~>=~ $1 AND username ~<~ $2",
  },
  count: { name: "users_count", text: "SELECT count(*)::int AS total FROM users" },
  get: { name: "users_get", text: `SELECT ${columns} FROM users WHERE id = $1` },
  // A duplicate is no error for the store: a failed query would cost the pool its connection.
  create: {
    name: "users_create",
    text: `INSERT INTO users (username, email, registration) VALUES ($1, $2, 'pending')
      ON CONFLICT DO NOTHING RETURNING ${columns}`,
  },
  taken: {
    name: "users_taken",
    text: "SELECT username = $1 AS username FROM users WHERE username = $1 OR email = $2 ORDER BY 1 DESC LIMIT 1",
  },
  remove: { name: "users_remove", text: "DELETE FROM users WHERE id = $1 RETURNING id" },
  // The store's clock alone: the time of creation is its own too.
  pending: {
    name: "users_pending",
    text: `SELECT id::text FROM users
      WHERE registration = 'pending' AND created_at <= now() - $1::float8 * interval '1 millisecond'
      ORDER BY created_at, id LIMIT $2`,
  },
  isPending: {
    name: "users_is_pending",
    text: "SELECT id FROM users WHERE id = $1 AND registration = 'pending'",
  },
  settle: {
    name: "users_settle",
    text: "UPDATE users SET registration = $2 WHERE id = $1 AND registration = 'pending' RETURNING id",
  },
  ping: { name: "ping", text: "SELECT 1" },
} satisfies Record<string, Statement>;

export class PgUserRepository implements UserRepository {
  readonly #database: Database;
  readonly #total: Remembered<number>;

  constructor(database: Database) {
    this.#database = database;
    this.#total = new Remembered(
      () => this.#count(),
      totalMaxAgeMs,
      () => performance.now(),
    );
  }

  async list({ page, pageSize }: Paging): Promise<UserPage> {
    const [users, total] = await Promise.all([
      this.#database.rows<User>(userStatements.list, [pageSize, (page - 1) * pageSize]),
      this.#total.get(),
    ]);
    return { users, page, pageSize, total };
  }

  async listByUsername(prefix: string, { page, pageSize }: Paging): Promise<UserPage> {
    const { from, before } = namesBeginning(prefix);
    const window = [from, before, pageSize, (page - 1) * pageSize];
    const [users, [count]] = await Promise.all([
      this.#database.rows<User>(userStatements.listByUsername, window),
      this.#database.rows<{ total: number }>(userStatements.countByUsername, [from, before]),
    ]);
    return { users, page, pageSize, total: count?.total ?? 0 };
  }

  async get(id: number): Promise<User | null> {
    const [user] = await this.#database.rows<User>(userStatements.get, [id]);
    return user ?? null;
  }

  async create({ username, email }: NewUser): Promise<Creation> {
    const [user] = await this.#database.rows<User>(userStatements.create, [username, email]);
    if (user !== undefined) return { kind: "created", user };
    const [taken] = await this.#database.rows<{ username: boolean }>(userStatements.taken, [username, email]);
    // Nothing found: whoever had the name was deleted in between, and it is free again.
    if (taken === undefined) return this.create({ username, email });
    return { kind: "taken", field: taken.username ? "username" : "email" };
  }

  async remove(id: number): Promise<boolean> {
    return (await this.#database.rows(userStatements.remove, [id])).length === 1;
  }

  async pendingIds(olderThanMs: number, limit: number): Promise<readonly string[]> {
    const rows = await this.#database.rows<{ id: string }>(userStatements.pending, [olderThanMs, limit]);
    return rows.map(({ id }) => id);
  }

  async isPending(id: string): Promise<boolean> {
    if (!isUserId(id)) return false;
    return (await this.#database.rows(userStatements.isPending, [id])).length === 1;
  }

  async settle(id: string, outcome: Outcome): Promise<boolean> {
    if (!isUserId(id)) return false;
    const registration = outcome === "done" ? "confirmed" : "failed";
    return (await this.#database.rows(userStatements.settle, [id, registration])).length === 1;
  }

  async ping(): Promise<void> {
    await this.#database.rows(userStatements.ping, []);
  }

  async #count(): Promise<number> {
    const [row] = await this.#database.rows<{ total: number }>(userStatements.count, []);
    return row?.total ?? 0;
  }
}

/** From a message, so from outside: the store would answer an error to anything else. */
function isUserId(id: string): boolean {
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) <= largestUserId;
}
