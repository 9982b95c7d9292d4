import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Context } from "mocha";
import { MongoClient } from "mongodb";
import { openTaskStore } from "../../../../services/mongo/open-task-store.ts";
import { mongoConfiguration } from "../../../../services/mongo/configuration.ts";
import { seedTaskId } from "../../../../services/mongo/seed-tasks.ts";
import type { TaskRepository } from "../../../../services/mongo/task-repository.ts";
import { readConfiguration } from "../../../../services/shared/configuration.ts";
import { StoreError } from "../../../../services/shared/store-error.ts";
import { startOwnMongo } from "../../../stores/ferretdb.ts";
import { storePlace } from "../../../stores/store-place.ts";
import { skipBecause } from "../../../support/skip.ts";
import { keepsPendingWork } from "./pending-work-contract.ts";

const seedTasks = 25;
const unknownId = "f".repeat(24);

interface TestStore {
  /** A client more of the same store, as a second instance of the service would have. */
  open(): TaskRepository;
  /** Why a task may be settled twice by many who try at once; null where it may not. */
  readonly notAtomic: string | null;
  remove(): Promise<void>;
}

const open = (env: Readonly<Record<string, string>>) =>
  openTaskStore(readConfiguration("mongo", mongoConfiguration, env)).tasks;

const stores: Readonly<Record<string, (context: Context) => Promise<TestStore>>> = {
  "nedb, in memory": async () => {
    const only = open({});
    return { open: () => only, notAtomic: null, remove: () => only.close() };
  },
  "nedb, in a file": async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidemark-test-tasks-"));
    const only = open({ DATA_FILE: join(folder, "tasks.db") });
    return {
      open: () => only,
      notAtomic: null,
      remove: async () => {
        await only.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  "MongoDB (TEST_MONGO_URL, or a server of the test's own)": async (context) => {
    const place = storePlace();
    const url = process.env.TEST_MONGO_URL ?? (await ownServer(place, context));
    return inDatabaseOfItsOwn(url, () => place.remove());
  },
};

async function ownServer(place: ReturnType<typeof storePlace>, context: Context): Promise<string> {
  const server = await startOwnMongo(place);
  if (typeof server !== "string") return server.url;
  await place.remove();
  return skipBecause(context, server);
}

async function inDatabaseOfItsOwn(serverUrl: string, removeServer: () => Promise<void>): Promise<TestStore> {
  const url = new URL(serverUrl);
  url.pathname = `/tidemark_test_${randomBytes(6).toString("hex")}`;
  const client = new MongoClient(url.href);
  const isFerretDb = "ferretdbVersion" in (await client.db("admin").command({ buildInfo: 1 }));
  const opened: TaskRepository[] = [];
  return {
    open: () => {
      const tasks = open({ MONGO_URL: url.href });
      opened.push(tasks);
      return tasks;
    },
    notAtomic: isFerretDb
      ? "FerretDB reads and then writes on an update; needs mongod, which has it atomic"
      : null,
    remove: async () => {
      await client.db().dropDatabase();
      await client.close();
      for (const tasks of opened) await tasks.close();
      await removeServer();
    },
  };
}

for (const [name, start] of Object.entries(stores)) {
  describe(`a repository of tasks in ${name}`, function () {
    // A server may have to be built.
    this.timeout(180_000);
    let store: TestStore | null = null;
    let tasks: TaskRepository;

    before(async function () {
      store = await start(this);
      tasks = store.open();
      await tasks.prepare(seedTasks);
    });

    after(() => store?.remove());

    it("holds the same tasks, done, in every seeded store", async () => {
      expect(await tasks.get(seedTaskId(7))).to.deep.equal({
        id: "000000000000000000000007",
        title: "Seed task 7",
        userId: 7,
        status: "done",
        createdAt: "2025-01-01T00:07:00.000Z",
        settledAt: "2025-01-01T00:07:00.000Z",
      });
    });

    it("is seeded once, however many instances prepare it and whenever", async () => {
      await Promise.all([1, 2, 3].map(async () => store?.open().prepare(seedTasks)));
      const all = await tasks.list({ page: 1, pageSize: 100 });
      const seeds = all.tasks.filter(({ title }) => title.startsWith("Seed task "));
      expect(seeds).to.have.lengthOf(seedTasks);
    });

    it("lists by id, a page at a time, and an empty page after the last", async () => {
      const { id } = await tasks.add({ title: "listed", userId: null });
      const first = await tasks.list({ page: 1, pageSize: 10 });
      expect(first).to.include({ page: 1, pageSize: 10 });
      expect(first.tasks.map((task) => task.id)).to.deep.equal(
        Array.from({ length: 10 }, (_, index) => seedTaskId(index + 1)),
      );
      const last = await tasks.list({ page: 1, pageSize: 100 });
      expect(last.tasks.at(-1)?.id).to.equal(id);
      expect((await tasks.list({ page: 1_000, pageSize: 100 })).tasks).to.deep.equal([]);
    });

    it("lists those whose title begins alike, a page at a time", async () => {
      for (const title of ["load a 2", "load a 1", "load b", "load.a", "Load a"]) {
        await tasks.add({ title, userId: null });
      }
      const first = await tasks.listByTitle("load a", { page: 1, pageSize: 1 });
      expect(first.tasks.map(({ title }) => title)).to.deep.equal(["load a 1"]);
      expect(first).to.include({ page: 1, pageSize: 1, total: 2 });
      const second = await tasks.listByTitle("load a", { page: 2, pageSize: 1 });
      expect(second.tasks.map(({ title }) => title)).to.deep.equal(["load a 2"]);
      expect((await tasks.listByTitle("load.*", { page: 1, pageSize: 1 })).total).to.equal(0);
    });

    it("adds a task as pending, with an id and the time", async () => {
      const task = await tasks.add({ title: "write a test", userId: 5 });
      expect(task).to.include({ title: "write a test", userId: 5, status: "pending", settledAt: null });
      expect(task.id).to.match(/^[0-9a-f]{24}$/);
      expect(Math.abs(Date.now() - Date.parse(task.createdAt))).to.be.below(10_000);
      expect(await tasks.get(task.id)).to.deep.equal(task);
    });

    it("keeps what became of a task, and when", async () => {
      for (const outcome of ["done", "failed"] as const) {
        const { id } = await tasks.add({ title: outcome, userId: null });
        await tasks.settle(id, outcome);
        const settled = await tasks.get(id);
        expect(settled).to.include({ status: outcome, userId: null });
        expect(Date.parse(settled!.settledAt!)).to.be.at.least(Date.parse(settled!.createdAt));
      }
    });

    it("knows nothing of an id that no task has, or that is none", async () => {
      for (const id of [unknownId, "", "nonsense", "1"]) {
        expect(await tasks.get(id), id).to.equal(null);
        expect(await tasks.remove(id), id).to.equal(false);
      }
    });

    it("removes a task once, from the list too", async () => {
      const { id } = await tasks.add({ title: "removed", userId: null });
      expect(await tasks.remove(id)).to.equal(true);
      expect(await tasks.remove(id)).to.equal(false);
      expect(await tasks.get(id)).to.equal(null);
      const { tasks: left } = await tasks.list({ page: 1, pageSize: 100 });
      expect(left.map((task) => task.id)).not.to.include(id);
    });

    it("counts all tasks, exact as of at most a second ago", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      const { total, tasks: all } = await tasks.list({ page: 1, pageSize: 100 });
      expect(total).to.equal(all.length);
    });

    it("answers a ping", () => tasks.ping());

    describe("as a store of pending tasks", () => {
      keepsPendingWork(() => ({
        records: tasks,
        add: async () => (await tasks.add({ title: "pending", userId: null })).id,
        remove: (id) => tasks.remove(id),
        notAtomic: store?.notAtomic ?? null,
        unknownId,
      }));
    });
  });
}

describe("a file of tasks", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tidemark-test-tasks-"));
    file = join(folder, "tasks.db");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  async function reopened(): Promise<TaskRepository> {
    const tasks = open({ DATA_FILE: file });
    await tasks.prepare(0);
    return tasks;
  }

  it("has every acknowledged change when it is opened again, without a farewell", async () => {
    const before = await reopened();
    const pending = await before.add({ title: "pending", userId: 1 });
    const done = await before.add({ title: "done", userId: null });
    const removed = await before.add({ title: "removed", userId: null });
    await before.settle(done.id, "done");
    await before.remove(removed.id);
    const after = await reopened();
    expect(await after.get(pending.id)).to.deep.equal(pending);
    expect((await after.get(done.id))?.status).to.equal("done");
    expect(await after.get(removed.id)).to.equal(null);
    expect(await after.pendingIds(0, 10)).to.deep.equal([pending.id]);
    expect((await after.list({ page: 1, pageSize: 10 })).total).to.equal(2);
  });

  it("is read although a kill tore its last line, and that line alone is gone", async () => {
    const before = await reopened();
    const kept = await before.add({ title: "kept", userId: null });
    await appendFile(file, '{"_id":"torn","title":"to');
    const after = await reopened();
    const added = await after.add({ title: "added", userId: null });
    const { tasks } = await (await reopened()).list({ page: 1, pageSize: 10 });
    expect(tasks).to.deep.equal([kept, added]);
  });

  it("serves nothing before it is read, or where it cannot be", async () => {
    await appendFile(file, "no data\n".repeat(10));
    const tasks = open({ DATA_FILE: file });
    await tasks.prepare(0).catch(() => undefined);
    const failure = await tasks.ping().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreError).and.to.include({ code: "unavailable" });
  });
});
