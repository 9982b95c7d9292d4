import { expect } from "chai";
import { apiService } from "../../../services/api/service.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { fieldsOf, get, post, remove } from "./support/http.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";

const seedTasks = 45;

describe("tasks, through api and mongo services", () => {
  let mongo: RunningService;
  let api: RunningService;
  let tasks: string;

  before(async () => {
    mongo = await runInProcess(mongoService, { SEED_TASKS: String(seedTasks) });
    api = await runInProcess(apiService, { MONGO_SERVICE_URL: mongo.address });
    tasks = `${api.address}/api/v1/tasks`;
    await eventually("the store is ready", async () => (await get(`${mongo.address}/ready`)).status === 200);
  });

  after(async () => {
    await api.close();
    await mongo.close();
  });

  it("are accepted with 201, as pending, and say where they are", async () => {
    const created = await post(tasks, { title: "write a test", userId: 7 });
    expect(created.status).to.equal(201);
    expect(created.body).to.include({ title: "write a test", userId: 7, status: "pending" });
    expect(created.headers.get("location")).to.equal(`/api/v1/tasks/${created.body.id}`);
    const { status, headers, body } = await get(`${api.address}/api/v1/tasks/${created.body.id}`);
    expect([status, body.title]).to.deep.equal([200, "write a test"]);
    expect(headers.get("content-type")).to.equal("application/json; charset=utf-8");
  });

  it("need no user", async () => {
    const { status, body } = await post(tasks, { title: "nobody's" });
    expect([status, body.userId]).to.deep.equal([201, null]);
  });

  it("are worked off in the background", async () => {
    const { body } = await post(tasks, { title: "soon done" });
    const status = async () => (await get(`${tasks}/${body.id}`)).body.status as string;
    await eventually("it is done", async () => (await status()) === "done");
  });

  it("are listed a page at a time, in the order of their ids, with the number of all", async () => {
    const { status, body } = await get(tasks);
    expect(status).to.equal(200);
    expect(body).to.include({ page: 1, pageSize: 20 });
    expect(body.total).to.be.at.least(seedTasks);
    const ids = (body.tasks as { id: string }[]).map(({ id }) => Number.parseInt(id, 16));
    expect(ids).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("are found by how their titles begin", async () => {
    const { body } = await post(tasks, { title: "load run-1-0" });
    const found = await get(`${tasks}?titlePrefix=load%20run-1-`);
    expect(found.body).to.include({ page: 1, pageSize: 20, total: 1 });
    expect((found.body.tasks as { id: string }[]).map(({ id }) => id)).to.deep.equal([body.id]);
    const refused = await get(`${tasks}?titlePrefix=`);
    expect([refused.status, fieldsOf(refused)]).to.deep.equal([400, ["query.titlePrefix"]]);
  });

  it("are gone when they are deleted", async () => {
    const { body } = await post(tasks, { title: "deleted" });
    const deleted = await remove(`${tasks}/${body.id}`);
    expect([deleted.status, deleted.body]).to.deep.equal([204, null]);
    expect((await get(`${tasks}/${body.id}`)).status).to.equal(404);
    expect((await remove(`${tasks}/${body.id}`)).status).to.equal(404);
  });

  it("answer 404 to an id that no task has, 400 to what is no id", async () => {
    for (const ask of [get, remove]) {
      const missing = await ask(`${tasks}/${"f".repeat(24)}`);
      expect([missing.status, missing.body.code]).to.deep.equal([404, "not-found"]);
      const wrong = await ask(`${tasks}/abc`);
      expect([wrong.status, fieldsOf(wrong)]).to.deep.equal([400, ["path.id"]]);
    }
  });

  for (const [what, body, fields] of [
    ["nothing", {}, ["body.title"]],
    ["an empty title", { title: "" }, ["body.title"]],
    ["a title of spaces", { title: "   " }, ["body.title"]],
    ["a title that is too long", { title: "x".repeat(201) }, ["body.title"]],
    ["a user who cannot be", { title: "a", userId: 0 }, ["body.userId"]],
    ["a user's id as text", { title: "a", userId: "7" }, ["body.userId"]],
    ["a field that nobody knows", { title: "a", status: "done" }, ["body.status"]],
  ] as const) {
    it(`answer 400 to ${what}, naming the field`, async () => {
      const refused = await post(tasks, body);
      expect(refused.status).to.equal(400);
      expect(fieldsOf(refused)).to.deep.equal(fields);
    });
  }
});
