/** A repository of tasks whose operations are timed and whose errors are counted. */
import type { DatabaseType, MetricsCollector } from "../shared/metrics.ts";
import type { TaskRepository } from "./task-repository.ts";

export function meteredTaskRepository(database: DatabaseType) {
  return (tasks: TaskRepository, metrics: MetricsCollector): TaskRepository => {
    const timed = (operation: string) => metrics.query(database, operation);
    const add = timed("add");
    const list = timed("list");
    const listByTitle = timed("list_by_title");
    const get = timed("get");
    const remove = timed("remove");
    const pendingIds = timed("pending_ids");
    const isPending = timed("is_pending");
    const settle = timed("settle");
    const ping = timed("ping");
    const prepare = timed("prepare");
    return {
      add: (task) => add(() => tasks.add(task)),
      list: (paging) => list(() => tasks.list(paging)),
      listByTitle: (prefix, paging) => listByTitle(() => tasks.listByTitle(prefix, paging)),
      get: (id) => get(() => tasks.get(id)),
      remove: (id) => remove(() => tasks.remove(id)),
      pendingIds: (olderThanMs, limit) => pendingIds(() => tasks.pendingIds(olderThanMs, limit)),
      isPending: (id) => isPending(() => tasks.isPending(id)),
      settle: (id, outcome) => settle(() => tasks.settle(id, outcome)),
      prepare: (seedTasks) => prepare(() => tasks.prepare(seedTasks)),
      ping: () => ping(() => tasks.ping()),
      close: () => tasks.close(),
    };
  };
}
