/**
 * What the service needs of a store of users; the store's errors come out as `StoreError`. A user is
 * stored with a pending registration, and `PendingWork` tells which are still to be confirmed.
 */
import type { PendingWork } from "../shared/pending-work.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { Creation, NewUser, User, UserPage } from "../shared/users.ts";

export interface UserRepository extends PendingWork {
  /** In the order of their ids. */
  list(paging: Paging): Promise<UserPage>;
  /** Those whose username begins so, in the order of their usernames; `total` is theirs, as of now. */
  listByUsername(prefix: string, paging: Paging): Promise<UserPage>;
  get(id: number): Promise<User | null>;
  /** Lasts when it resolves; the registration is pending. */
  create(user: NewUser): Promise<Creation>;
  /** False where there is no such user. */
  remove(id: number): Promise<boolean>;
  /** A round trip to the store, by the same way as every other. */
  ping(): Promise<void>;
}
