/**
 * What the service needs of a store of tasks; the store's errors come out as `StoreError`. A task is
 * stored as pending, and `PendingWork` tells which are still to be worked off.
 */
import type { PendingWork } from "../shared/pending-work.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { NewTask, Task, TaskPage } from "../shared/tasks.ts";

export interface TaskRepository extends PendingWork {
  /** Lasts when it resolves; the task is pending. */
  add(task: NewTask): Promise<Task>;
  /** In the order of their ids, which is about that of their creation. */
  list(paging: Paging): Promise<TaskPage>;
  /** Those whose title begins so, in the order of their titles; `total` is theirs, as of now. */
  listByTitle(prefix: string, paging: Paging): Promise<TaskPage>;
  get(id: string): Promise<Task | null>;
  /** False where there is no such task. */
  remove(id: string): Promise<boolean>;
  /** Makes indexes, and fills an empty store with `seedTasks` tasks, the same on every machine. */
  prepare(seedTasks: number): Promise<void>;
  /** A round trip to the store. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
