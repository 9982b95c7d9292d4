/**
 * Users to measure against: the same ones, ids included, on every machine and in every run, made by
 * the store itself in one statement, and only where there are no users yet. Their addresses lie in
 * a domain that can never exist (RFC 2606).
 */
import type { Query } from "./database.ts";

const insertUsers = `
  INSERT INTO users (id, username, email, created_at) OVERRIDING SYSTEM VALUE
  SELECT number, 'seed-' || number, 'seed-' || number || '@example.test',
         timestamptz '2025-01-01 00:00:00+00' + number * interval '1 minute'
  FROM generate_series(1, $1::int) AS number
  WHERE NOT EXISTS (SELECT FROM users)`;

/** New users get the ids after the largest one. */
const moveSequence = "SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users";

export async function seedUsers(query: Query, count: number): Promise<void> {
  if (count === 0) return;
  await query(insertUsers, [count]);
  await query(moveSequence);
  await query("ANALYZE users");
}
