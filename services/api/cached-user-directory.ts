/**
 * Users with a cache in front of those who own them. Reads go through it; a write invalidates what
 * it changes before its answer leaves, whatever became of it: of a write that broke nobody knows
 * whether it was carried out. A page of the list is every page: a write may move all of them.
 *
 * Not kept: that somebody does not exist, and whoever still waits for a confirmation, which comes
 * without a write through this service.
 */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { NewUser } from "../shared/users.ts";
import type { Cache, CacheKey } from "./cache.ts";
import type { RegistrationResult, UserDirectory } from "./user-directory.ts";

/** The list says how many there are as of a moment ago: that must not become much longer ago. */
const pageTtlSeconds = 1;
const userTtlSeconds = 30;

const pages = "users";
const stillChanging = '"registration":"pending"';

export class CachedUserDirectory implements UserDirectory {
  readonly #users: UserDirectory;
  readonly #cache: Cache;

  constructor(users: UserDirectory, cache: Cache) {
    this.#users = users;
    this.#cache = cache;
  }

  async list(paging: Paging, carried: CarriedHeaders): Promise<Buffer> {
    const key = { group: pages, item: `${paging.page}:${paging.pageSize}` };
    const { value, stamp } = await this.#cache.get(key);
    if (value !== null) return value;
    const body = await this.#users.list(paging, carried);
    this.#keep(key, body, stamp, pageTtlSeconds);
    return body;
  }

  /** For who looks for what a test left, and must not be told what is gone. */
  listByUsername(prefix: string, paging: Paging, carried: CarriedHeaders): Promise<Buffer> {
    return this.#users.listByUsername(prefix, paging, carried);
  }

  async get(id: number, carried: CarriedHeaders): Promise<Buffer | null> {
    const key = { group: groupOf(id), item: "user" };
    const { value, stamp } = await this.#cache.get(key);
    if (value !== null) return value;
    const body = await this.#users.get(id, carried);
    if (body !== null) this.#keep(key, body, stamp, userTtlSeconds);
    return body;
  }

  create(user: NewUser, carried: CarriedHeaders): Promise<RegistrationResult> {
    return this.#changing([pages], this.#users.create(user, carried));
  }

  remove(id: number, carried: CarriedHeaders): Promise<boolean> {
    return this.#changing([pages, groupOf(id)], this.#users.remove(id, carried));
  }

  async #changing<T>(groups: readonly string[], write: Promise<T>): Promise<T> {
    try {
      return await write;
    } finally {
      await this.#cache.invalidate(groups);
    }
  }

  /** Beside the answer, which does not wait for it. */
  #keep(key: CacheKey, body: Buffer, stamp: string | null, ttlSeconds: number): void {
    if (stamp === null || body.includes(stillChanging)) return;
    void this.#cache.set(key, body, stamp, ttlSeconds);
  }
}

function groupOf(id: number): string {
  return `user:${id}`;
}
