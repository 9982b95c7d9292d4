/**
 * Tasks in nedb, MongoDB's query language on a store inside this process: what the embedded system
 * has in MongoDB's place. In memory, or in a file that every change is appended to before it is
 * acknowledged: the file survives the end of the process however it comes, not that of the machine
 * (nothing is synced). One process per file.
 */
import nedb from "@seald-io/nedb";
import { ObjectId } from "mongodb";
import { namesBeginning } from "../shared/name-prefix.ts";
import type { Outcome } from "../shared/pending-work.ts";
import type { Paging } from "../shared/request-numbers.ts";
import { StoreError } from "../shared/store-error.ts";
import type { NewTask, Task, TaskPage, TaskStatus } from "../shared/tasks.ts";
import { cutTornLine } from "./cut-torn-line.ts";
import { OrderedIds } from "./ordered-ids.ts";
import { seedTasks } from "./seed-tasks.ts";
import type { TaskRepository } from "./task-repository.ts";

/** The package's types describe an ES module, its code is CommonJS and exports the class itself. */
const Datastore = nedb as unknown as typeof nedb.default;

interface StoredTask {
  readonly _id: string;
  readonly title: string;
  readonly userId: number | null;
  readonly status: TaskStatus;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export class NedbTaskRepository implements TaskRepository {
  readonly #file: string | null;
  readonly #tasks: InstanceType<typeof nedb.default<StoredTask>>;
  readonly #ids = new OrderedIds();
  #loaded = false;
  #loading: Promise<void> | null = null;

  /** @param file null: in memory alone */
  constructor(file: string | null) {
    this.#file = file;
    this.#tasks = new Datastore<StoredTask>(file === null ? { inMemoryOnly: true } : { filename: file });
  }

  /** Those who ask at the same time share one load: two would meet in the same memory. */
  prepare(seeds: number): Promise<void> {
    this.#loading ??= this.#load(seeds).finally(() => (this.#loading = null));
    return this.#loading;
  }

  async add({ title, userId }: NewTask): Promise<Task> {
    this.#mustBeLoaded();
    const _id = new ObjectId().toHexString();
    const task: StoredTask = {
      _id,
      title,
      userId,
      status: "pending",
      createdAt: new Date(),
      settledAt: null,
    };
    await this.#tasks.insertAsync(task);
    this.#ids.add(_id);
    return toTask(task);
  }

  async list({ page, pageSize }: Paging): Promise<TaskPage> {
    this.#mustBeLoaded();
    const total = this.#ids.size;
    const ids = this.#ids.slice((page - 1) * pageSize, pageSize);
    // The index on ids serves this, whatever the number of tasks.
    const found = await this.#tasks.findAsync<StoredTask>({ _id: { $in: ids } }).sort({ _id: 1 });
    return { tasks: found.map(toTask), page, pageSize, total };
  }

  async listByTitle(prefix: string, { page, pageSize }: Paging): Promise<TaskPage> {
    this.#mustBeLoaded();
    const { from, before } = namesBeginning(prefix);
    const named = { title: { $gte: from, $lt: before } };
    const found = this.#tasks.findAsync<StoredTask>(named).sort({ title: 1, _id: 1 });
    const [tasks, total] = await Promise.all([
      found.skip((page - 1) * pageSize).limit(pageSize),
      this.#tasks.countAsync(named),
    ]);
    return { tasks: tasks.map(toTask), page, pageSize, total };
  }

  async get(id: string): Promise<Task | null> {
    this.#mustBeLoaded();
    const found = await this.#tasks.findOneAsync<StoredTask>({ _id: id });
    return isTask(found) ? toTask(found) : null;
  }

  async remove(id: string): Promise<boolean> {
    this.#mustBeLoaded();
    const removed = await this.#tasks.removeAsync({ _id: id }, {});
    this.#ids.remove(id);
    return removed === 1;
  }

  async pendingIds(olderThanMs: number, limit: number): Promise<readonly string[]> {
    this.#mustBeLoaded();
    const before = new Date(Date.now() - olderThanMs);
    const pending = this.#tasks.findAsync<StoredTask>({ status: "pending", createdAt: { $lte: before } });
    const found = await pending.sort({ createdAt: 1, _id: 1 }).limit(limit);
    return found.map(({ _id }) => _id);
  }

  async isPending(id: string): Promise<boolean> {
    return (await this.get(id))?.status === "pending";
  }

  async settle(id: string, outcome: Outcome): Promise<boolean> {
    this.#mustBeLoaded();
    const change = { $set: { status: outcome, settledAt: new Date() } };
    const { numAffected } = await this.#tasks.updateAsync({ _id: id, status: "pending" }, change);
    return numAffected === 1;
  }

  /** Through the store's own queue of operations, as every read of tasks. */
  async ping(): Promise<void> {
    this.#mustBeLoaded();
    await this.#tasks.findOneAsync({ _id: "" });
  }

  async close(): Promise<void> {
    // The store's queue of operations is in order: whatever was begun has ended after this.
    if (this.#loaded) await this.ping();
  }

  async #load(seeds: number): Promise<void> {
    if (this.#file !== null) await cutTornLine(this.#file);
    await this.#tasks.loadDatabaseAsync();
    await this.#tasks.ensureIndexAsync({ fieldName: "status" });
    await this.#tasks.ensureIndexAsync({ fieldName: "title" });
    const present = this.#tasks.getAllData();
    if (present.length === 0 && seeds > 0) await this.#tasks.insertAsync(seedTasks(seeds).map(stored));
    this.#ids.reset(this.#tasks.getAllData().map(({ _id }) => _id));
    this.#loaded = true;
  }

  /** Until then, and for ever where the file cannot be read, the store would let every caller wait. */
  #mustBeLoaded(): void {
    if (!this.#loaded) throw new StoreError("unavailable", new Error("the data file is not loaded"));
  }
}

/** The package's types leave out that nothing may be found. */
function isTask(found: StoredTask | null): found is StoredTask {
  return found !== null;
}

function stored({ id, createdAt, settledAt, ...rest }: Task): StoredTask {
  return {
    ...rest,
    _id: id,
    createdAt: new Date(createdAt),
    settledAt: settledAt === null ? null : new Date(settledAt),
  };
}

function toTask({ _id, title, userId, status, createdAt, settledAt }: StoredTask): Task {
  return {
    id: _id,
    title,
    userId,
    status,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
