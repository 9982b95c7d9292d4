import { expect } from "chai";
import { apiService } from "../../../services/api/service.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { postgresService } from "../../../services/postgres/service.ts";
import { skipBecause } from "../../support/skip.ts";
import { fieldsOf, get, post, remove } from "./support/http.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";

const seedUsers = 45;

describe("users, through api and postgres services and a real store", () => {
  let database: TestDatabase;
  let postgres: RunningService;
  let mongo: RunningService;
  let api: RunningService;
  let users: string;

  before(async function () {
    const created = await createTestDatabase();
    if (typeof created === "string") return skipBecause(this, created);
    database = created;
    postgres = await runInProcess(postgresService, {
      POSTGRES_URL: database.url,
      SEED_USERS: String(seedUsers),
    });
    mongo = await runInProcess(mongoService, {});
    api = await runInProcess(apiService, {
      POSTGRES_SERVICE_URL: postgres.address,
      MONGO_SERVICE_URL: mongo.address,
    });
    users = `${api.address}/api/v1/users`;
    await eventually("the tables are ready", async () => (await get(`${api.address}/ready`)).status === 200);
  });

  after(async () => {
    await (api as RunningService | undefined)?.close();
    await (mongo as RunningService | undefined)?.close();
    await (postgres as RunningService | undefined)?.close();
    await (database as TestDatabase | undefined)?.drop();
  });

  it("are listed a page at a time, in the order of their ids, with the number of all", async () => {
    const { status, headers, body } = await get(users);
    expect(status).to.equal(200);
    expect(headers.get("content-type")).to.equal("application/json; charset=utf-8");
    expect(body).to.include({ page: 1, pageSize: 20, total: seedUsers });
    const listed = body.users as { id: number }[];
    expect(listed.map(({ id }) => id)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it("are the same in every seeded store", async () => {
    expect((await get(`${users}/7`)).body).to.deep.equal({
      id: 7,
      username: "seed-7",
      email: "seed-7@example.test",
      createdAt: "2025-01-01T00:07:00.000Z",
      registration: "confirmed",
    });
  });

  it("end with a page that is not full, and an empty one after it", async () => {
    const last = await get(`${users}?page=3`);
    expect(last.body.users).to.have.lengthOf(seedUsers - 40);
    const beyond = await get(`${users}?page=1000000&pageSize=100`);
    expect(beyond.status).to.equal(200);
    expect(beyond.body).to.deep.equal({ users: [], page: 1_000_000, pageSize: 100, total: seedUsers });
  });

  it("are created with 201, the user and where it is", async () => {
    const created = await post(users, { username: "new-1", email: "new-1@example.test" });
    expect(created.status).to.equal(201);
    expect(created.body).to.include({ username: "new-1", email: "new-1@example.test" });
    expect(created.headers.get("location")).to.equal(`/api/v1/users/${created.body.id}`);
    expect(Math.abs(Date.now() - Date.parse(created.body.createdAt as string))).to.be.below(60_000);
    const found = await get(`${users}/${created.body.id}`);
    expect({ ...found.body, registration: "pending" }).to.deep.equal(created.body);
  });

  it("are confirmed in the background, once they are registered", async () => {
    const { body } = await post(users, { username: "confirmed", email: "confirmed@example.test" });
    const registration = async () => (await get(`${users}/${body.id}`)).body.registration as string;
    expect(body.registration).to.equal("pending");
    await eventually("it is confirmed", async () => (await registration()) === "confirmed");
  });

  it("are gone at once when they are deleted, from the cache too, and their names are free", async () => {
    const user = { username: "deleted", email: "deleted@example.test" };
    const { id } = (await post(users, user)).body as { id: number };
    const cached = async () => (await get(`${users}/${id}`)).body.registration === "confirmed";
    await eventually("it is confirmed, and so kept", cached);
    expect((await get(`${users}/${id}`)).status).to.equal(200);
    const deleted = await remove(`${users}/${id}`);
    expect([deleted.status, deleted.body]).to.deep.equal([204, null]);
    expect((await get(`${users}/${id}`)).status).to.equal(404);
    expect((await remove(`${users}/${id}`)).status).to.equal(404);
    expect((await remove(`${users}/abc`)).status).to.equal(400);
    expect((await post(users, user)).status).to.equal(201);
  });

  it("are on the list from the moment they are registered, and off it from the moment they are deleted", async () => {
    const ids = async () => {
      const page = await get(`${users}?pageSize=100`);
      return (page.body.users as { id: number }[]).map(({ id }) => id);
    };
    for (let round = 0; round < 10; round += 1) {
      await ids();
      const { body } = await post(users, {
        username: `round-${round}`,
        email: `round-${round}@example.test`,
      });
      expect(await ids()).to.include(body.id);
      await remove(`${users}/${body.id}`);
      expect(await ids()).not.to.include(body.id);
    }
  });

  it("are counted in the total at most two seconds after they were created", async () => {
    await post(users, { username: "counted", email: "counted@example.test" });
    const [row] = await database.rows("SELECT count(*)::int AS total FROM users");
    const exact = async () => (await get(users)).body.total === row!.total;
    await eventually("the total is exact", exact, 2_500);
  });

  it("answer 409 to a name or address that is taken, and name the field", async () => {
    const fields = {
      username: { username: "seed-1", email: "free@x.test" },
      email: { username: "free", email: "seed-1@example.test" },
    };
    for (const [field, user] of Object.entries(fields)) {
      const { status, headers, body } = await post(users, user);
      expect(status).to.equal(409);
      expect(headers.get("content-type")).to.contain("application/problem+json");
      expect(body.code).to.equal("already-exists");
      expect(body.errors[0].field).to.equal(`body.${field}`);
    }
  });

  it("answer one 201 and otherwise 409 to many who want the same name at once", async () => {
    const attempts = Array.from({ length: 20 }, () =>
      post(users, { username: "wanted", email: "wanted@x.test" }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).to.deep.equal([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  it("answer 404 to an id that nobody has, 400 to what is no id", async () => {
    const missing = await get(`${users}/2000000`);
    expect([missing.status, missing.body.code]).to.deep.equal([404, "not-found"]);
    const wrong = await get(`${users}/abc`);
    expect([wrong.status, wrong.body.errors[0].field]).to.deep.equal([400, "path.id"]);
  });

  it("answer 400 to a page out of bounds, with every problem", async () => {
    const refused = await get(`${users}?page=0&pageSize=101`);
    expect(refused.status).to.equal(400);
    expect(fieldsOf(refused)).to.deep.equal(["query.page", "query.pageSize"]);
  });

  it("are found by how their names begin, and at once no longer when they are deleted", async () => {
    const { body } = await post(users, { username: "load-run-1-0", email: "load-run-1-0@example.test" });
    const found = await get(`${users}?usernamePrefix=load-run-1-&pageSize=100`);
    expect(found.body).to.deep.include({ page: 1, pageSize: 100, total: 1 });
    expect((found.body.users as { id: number }[]).map(({ id }) => id)).to.deep.equal([body.id]);
    await remove(`${users}/${body.id}`);
    expect((await get(`${users}?usernamePrefix=load-run-1-&pageSize=100`)).body.users).to.deep.equal([]);
  });

  for (const wrong of ["", "%00", "%C3%BC", "a&usernamePrefix=b"]) {
    it(`answer 400 to the beginning of a name that is "${wrong}"`, async () => {
      const refused = await get(`${users}?usernamePrefix=${wrong}`);
      expect(refused.status).to.equal(400);
      expect(fieldsOf(refused)).to.deep.equal(["query.usernamePrefix"]);
    });
  }

  it("answer 400 to a body that does not fit, naming each field", async () => {
    const refused = await post(users, { username: 5, email: "nobody", role: "admin" });
    expect(refused.status).to.equal(400);
    expect(fieldsOf(refused)).to.have.members(["body.username", "body.email", "body.role"]);
    expect((await post(users, {})).body.errors).to.deep.include({
      field: "body.email",
      message: "is required",
    });
  });

  it("answer 400 to broken JSON, 413 to a body that is too large, 415 to another type", async () => {
    expect((await post(users, "{")).status).to.equal(400);
    expect((await post(users, { username: "x".repeat(20_000), email: "a@b.test" })).status).to.equal(413);
    expect((await fetch(users, { method: "POST", body: "username=x" })).status).to.equal(415);
  });

  it("answer a problem body for a path that does not exist", async () => {
    const { status, body } = await get(`${api.address}/api/v2/users`);
    expect([status, body.code, body.status]).to.deep.equal([404, "no-such-route", 404]);
  });

  it("carry the caller's request id on the answer", async () => {
    const { headers } = await get(users, { "x-request-id": "run-1:7" });
    expect(headers.get("x-request-id")).to.equal("run-1:7");
  });
});
