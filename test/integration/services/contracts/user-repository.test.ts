import { expect } from "chai";
import { postgresConfiguration } from "../../../../services/postgres/configuration.ts";
import { Database } from "../../../../services/postgres/database.ts";
import { prepareTables } from "../../../../services/postgres/migrations.ts";
import { PgUserRepository } from "../../../../services/postgres/pg-user-repository.ts";
import type { UserRepository } from "../../../../services/postgres/user-repository.ts";
import { readConfiguration } from "../../../../services/shared/configuration.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import { skipBecause } from "../../../support/skip.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { keepsPendingWork } from "./pending-work-contract.ts";

const seedUsers = 25;

describe("a repository of users in PostgreSQL", () => {
  let store: TestDatabase;
  let database: Database;
  let users: UserRepository;
  let names = 0;

  before(async function () {
    const created = await createTestDatabase();
    if (typeof created === "string") return skipBecause(this, created);
    store = created;
    const configuration = readConfiguration("postgres", postgresConfiguration, { POSTGRES_URL: store.url });
    database = new Database(configuration, createLogger("postgres", "silent"));
    await prepareTables(database, seedUsers);
    users = new PgUserRepository(database);
  });

  after(async () => {
    await (database as Database | undefined)?.close();
    await (store as TestDatabase | undefined)?.drop();
  });

  const newUser = () => {
    const username = `user-${(names += 1)}`;
    return { username, email: `${username}@example.test` };
  };

  async function create() {
    const result = await users.create(newUser());
    if (result.kind !== "created") throw new Error(result.field);
    return result.user;
  }

  it("lists by id, a page at a time, and an empty page after the last", async () => {
    const first = await users.list({ page: 1, pageSize: 10 });
    expect(first.users.map(({ id }) => id)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await users.list({ page: 1_000, pageSize: 10 })).users).to.deep.equal([]);
  });

  it("lists those whose username begins alike, whatever is a wildcard elsewhere, a page at a time", async () => {
    const names = ["load-a-2", "load-a-1", "load-b-1", "loadXa-1", "LOAD-a-1"];
    for (const username of names) await users.create({ username, email: `${username}@example.test` });
    const first = await users.listByUsername("load-a", { page: 1, pageSize: 1 });
    expect(first.users.map(({ username }) => username)).to.deep.equal(["load-a-1"]);
    expect(first).to.include({ page: 1, pageSize: 1, total: 2 });
    const second = await users.listByUsername("load-a", { page: 2, pageSize: 1 });
    expect(second.users.map(({ username }) => username)).to.deep.equal(["load-a-2"]);
    expect((await users.listByUsername("load_a", { page: 1, pageSize: 10 })).total).to.equal(0);
    expect((await users.listByUsername("l%", { page: 1, pageSize: 10 })).total).to.equal(0);
  });

  it("finds beginnings through an index", async () => {
    let plan = "";
    await database.transaction(async (query) => {
      await query("SET LOCAL enable_seqscan = off"); // so small a table is read as fast without
      const lines = await query(
        "EXPLAIN SELECT id FROM users WHERE username ~>=~ 'load-' AND username ~<~ 'load.' ORDER BY username USING ~<~ LIMIT 100",
      );
      plan = JSON.stringify(lines);
    });
    expect(plan).to.contain("users_username_beginning").and.not.contain("Sort");
  });

  it("has seed users confirmed, and a new one pending until it is settled", async () => {
    expect((await users.get(1))?.registration).to.equal("confirmed");
    const done = await create();
    const failed = await create();
    expect(done.registration).to.equal("pending");
    await users.settle(String(done.id), "done");
    await users.settle(String(failed.id), "failed");
    expect((await users.get(done.id))?.registration).to.equal("confirmed");
    expect((await users.get(failed.id))?.registration).to.equal("failed");
  });

  it("names the field that somebody else has", async () => {
    const { username, email } = await create();
    const other = newUser();
    expect(await users.create({ ...other, username })).to.deep.equal({ kind: "taken", field: "username" });
    expect(await users.create({ ...other, email })).to.deep.equal({ kind: "taken", field: "email" });
  });

  it("removes a user once, and frees the name", async () => {
    const { id, username, email } = await create();
    expect(await users.remove(id)).to.equal(true);
    expect(await users.remove(id)).to.equal(false);
    expect(await users.get(id)).to.equal(null);
    expect((await users.create({ username, email })).kind).to.equal("created");
  });

  it("answers a ping", () => users.ping());

  describe("as a store of pending registrations", () => {
    keepsPendingWork(() => ({
      records: users,
      add: async () => String((await create()).id),
      remove: (id) => users.remove(Number(id)),
      notAtomic: null,
      unknownId: "2000000000",
    }));
  });
});
