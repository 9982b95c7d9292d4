/**
 * Tasks in MongoDB. A write lasts when it is acknowledged (majority, journal). `total` is counted at
 * most once a second and instance, as it is for users: counting reads the whole index.
 */
import { ObjectId, type Collection, type Filter, type MongoClient, type WithId } from "mongodb";
import { withDeadline } from "../shared/deadline.ts";
import { namesBeginning } from "../shared/name-prefix.ts";
import type { Outcome } from "../shared/pending-work.ts";
import { Remembered } from "../shared/remembered.ts";
import type { Paging } from "../shared/request-numbers.ts";
import { StoreError } from "../shared/store-error.ts";
import type { NewTask, Task, TaskPage, TaskStatus } from "../shared/tasks.ts";
import { seedTasks } from "./seed-tasks.ts";
import { storeErrorFrom } from "./store-error.ts";
import type { TaskRepository } from "./task-repository.ts";

interface StoredTask {
  readonly title: string;
  readonly userId: number | null;
  readonly status: TaskStatus;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

const totalMaxAgeMs = 1_000;
const duplicateKey = 11_000;
const byId = { _id: 1 } as const;
/** Seeding and the making of an index may take longer than a request. */
const preparationDeadlineMs = 60_000;

export interface MongoTaskOptions {
  readonly client: MongoClient;
  readonly operationTimeoutMs: number;
  /** Of every operation, with the waits for a server and a connection, and the driver's one retry. */
  readonly deadlineMs: number;
}

export class MongoTaskRepository implements TaskRepository {
  readonly #client: MongoClient;
  readonly #tasks: Collection<StoredTask>;
  readonly #maxTimeMS: number;
  readonly #deadlineMs: number;
  readonly #total: Remembered<number>;
  #isClosed = false;

  constructor({ client, operationTimeoutMs, deadlineMs }: MongoTaskOptions) {
    this.#client = client;
    // In the database that the URL names.
    this.#tasks = client.db().collection("tasks");
    this.#maxTimeMS = operationTimeoutMs;
    this.#deadlineMs = deadlineMs;
    this.#total = new Remembered(
      () => this.#inTime(() => this.#tasks.countDocuments({}, { maxTimeMS: operationTimeoutMs })),
      totalMaxAgeMs,
      () => performance.now(),
    );
  }

  async prepare(seeds: number): Promise<void> {
    await this.#inTime(() => this.#prepare(seeds), preparationDeadlineMs);
  }

  async add({ title, userId }: NewTask): Promise<Task> {
    const task = { title, userId, status: "pending", createdAt: new Date(), settledAt: null } as const;
    const { insertedId } = await this.#inTime(() => this.#tasks.insertOne(task));
    return toTask({ ...task, _id: insertedId });
  }

  async list({ page, pageSize }: Paging): Promise<TaskPage> {
    const maxTimeMS = this.#maxTimeMS;
    const pageOfTasks = this.#tasks.find({}, { sort: byId, maxTimeMS }).skip((page - 1) * pageSize);
    const [tasks, total] = await Promise.all([
      this.#inTime(() => pageOfTasks.limit(pageSize).toArray()),
      this.#total.get(),
    ]);
    return { tasks: tasks.map(toTask), page, pageSize, total };
  }

  async listByTitle(prefix: string, { page, pageSize }: Paging): Promise<TaskPage> {
    const maxTimeMS = this.#maxTimeMS;
    const { from, before } = namesBeginning(prefix);
    const named = { title: { $gte: from, $lt: before } };
    const pageOfTasks = this.#tasks.find(named, { sort: { title: 1, _id: 1 }, maxTimeMS });
    const [tasks, total] = await Promise.all([
      this.#inTime(() =>
        pageOfTasks
          .skip((page - 1) * pageSize)
          .limit(pageSize)
          .toArray(),
      ),
      this.#inTime(() => this.#tasks.countDocuments(named, { maxTimeMS })),
    ]);
    return { tasks: tasks.map(toTask), page, pageSize, total };
  }

  async get(id: string): Promise<Task | null> {
    if (!isTaskId(id)) return null;
    const found = await this.#inTime(() => this.#tasks.findOne(withId(id), { maxTimeMS: this.#maxTimeMS }));
    return found === null ? null : toTask(found);
  }

  async remove(id: string): Promise<boolean> {
    if (!isTaskId(id)) return false;
    const { deletedCount } = await this.#inTime(() => this.#tasks.deleteOne(withId(id)));
    return deletedCount === 1;
  }

  async pendingIds(olderThanMs: number, limit: number): Promise<readonly string[]> {
    const before = new Date(Date.now() - olderThanMs);
    const pending = this.#tasks.find(
      { status: "pending", createdAt: { $lte: before } },
      // In one batch: a cursor would be left at the server, should the connection break in between.
      {
        sort: { createdAt: 1, _id: 1 },
        limit,
        batchSize: limit,
        projection: byId,
        maxTimeMS: this.#maxTimeMS,
      },
    );
    return (await this.#inTime(() => pending.toArray())).map(({ _id }) => _id.toHexString());
  }

  async isPending(id: string): Promise<boolean> {
    return (await this.get(id))?.status === "pending";
  }

  async settle(id: string, outcome: Outcome): Promise<boolean> {
    if (!isTaskId(id)) return false;
    const pending = { ...withId(id), status: "pending" } as const;
    const change = { $set: { status: outcome, settledAt: new Date() } };
    const { modifiedCount } = await this.#inTime(() => this.#tasks.updateOne(pending, change));
    return modifiedCount === 1;
  }

  async ping(): Promise<void> {
    await this.#inTime(() => this.#client.db().command({ ping: 1 }));
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#client.close();
  }

  /** Again with every start, and by several instances at once: everything in here bears that. */
  async #prepare(seeds: number): Promise<void> {
    await this.#tasks.createIndex({ status: 1, createdAt: 1 });
    await this.#tasks.createIndex({ title: 1, _id: 1 });
    if (seeds === 0) return;
    const marks = this.#client.db().collection<{ _id: string }>("applied_preparations");
    const mark = { _id: "seed-tasks" };
    if ((await marks.findOne(mark)) !== null) return;
    const writes = seedTasks(seeds).map(stored);
    await this.#tasks.insertMany(writes, { ordered: false }).catch(unlessDuplicate);
    await marks.insertOne(mark).catch(unlessDuplicate);
  }

  async #inTime<T>(work: () => Promise<T>, deadlineMs = this.#deadlineMs): Promise<T> {
    const late = () => new StoreError("slow", new Error(`no answer within ${deadlineMs} ms`));
    try {
      return await withDeadline(this.#connected().then(work), deadlineMs, late);
    } catch (error) {
      throw storeErrorFrom(error);
    }
  }

  /**
   * Operations connect by themselves, but once: where that fails, the driver closes the connection's topology
   * and keeps it, and whatever follows finds it closed for ever. Connecting explicitly begins anew; where the
   * client is connected, also to a store that is away again, it does nothing.
   */
  async #connected(): Promise<void> {
    // It would open the client again.
    if (this.#isClosed) throw new StoreError("unavailable", new Error("the client is closed"));
    await this.#client.connect();
  }
}

/** Another instance was faster. */
function unlessDuplicate(error: unknown): void {
  if ((error as { readonly code?: unknown }).code !== duplicateKey) throw error;
}

function isTaskId(id: string): boolean {
  return /^[0-9a-f]{24}$/.test(id);
}

function withId(id: string): Filter<StoredTask> & { readonly _id: ObjectId } {
  return { _id: ObjectId.createFromHexString(id) };
}

function stored({ id, createdAt, settledAt, ...rest }: Task): WithId<StoredTask> {
  return {
    ...rest,
    _id: ObjectId.createFromHexString(id),
    createdAt: new Date(createdAt),
    settledAt: settledAt === null ? null : new Date(settledAt),
  };
}

function toTask({ _id, title, userId, status, createdAt, settledAt }: WithId<StoredTask>): Task {
  return {
    id: _id.toHexString(),
    title,
    userId,
    status,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
