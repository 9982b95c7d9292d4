/** A repository of users whose operations are timed and whose errors are counted. */
import type { MetricsCollector } from "../shared/metrics.ts";
import type { UserRepository } from "./user-repository.ts";

export function meteredUserRepository(users: UserRepository, metrics: MetricsCollector): UserRepository {
  const timed = (operation: string) => metrics.query("postgresql", operation);
  const list = timed("list");
  const listByUsername = timed("list_by_username");
  const get = timed("get");
  const create = timed("create");
  const remove = timed("remove");
  const pendingIds = timed("pending_ids");
  const isPending = timed("is_pending");
  const settle = timed("settle");
  const ping = timed("ping");
  return {
    list: (paging) => list(() => users.list(paging)),
    listByUsername: (prefix, paging) => listByUsername(() => users.listByUsername(prefix, paging)),
    get: (id) => get(() => users.get(id)),
    create: (user) => create(() => users.create(user)),
    remove: (id) => remove(() => users.remove(id)),
    pendingIds: (olderThanMs, limit) => pendingIds(() => users.pendingIds(olderThanMs, limit)),
    isPending: (id) => isPending(() => users.isPending(id)),
    settle: (id, outcome) => settle(() => users.settle(id, outcome)),
    ping: () => ping(() => users.ping()),
  };
}
