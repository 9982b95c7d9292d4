/**
 * What the routes need to know of users. Bodies are JSON as the caller will get them, so that an
 * answer passes through without being parsed. A cache is another directory in front of this one.
 */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { NewUser } from "../shared/users.ts";

export type RegistrationResult =
  | { readonly kind: "created"; readonly id: string; readonly body: Buffer }
  | { readonly kind: "taken"; readonly field: keyof NewUser };

export interface UserDirectory {
  list(paging: Paging, carried: CarriedHeaders): Promise<Buffer>;
  /** Those whose username begins so. */
  listByUsername(prefix: string, paging: Paging, carried: CarriedHeaders): Promise<Buffer>;
  /** Null where there is no such user. */
  get(id: number, carried: CarriedHeaders): Promise<Buffer | null>;
  create(user: NewUser, carried: CarriedHeaders): Promise<RegistrationResult>;
  /** False where there is no such user. */
  remove(id: number, carried: CarriedHeaders): Promise<boolean>;
}
