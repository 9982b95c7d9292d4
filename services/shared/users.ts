/**
 * What `api` and `postgres` say to each other, and to their callers, about users: types and the
 * JSON schemas that check what comes in and shape (and speed up) what goes out.
 */
/** `failed`: it was tried as often as it may be, and is left for a person to look at. */
export type Registration = "pending" | "confirmed" | "failed";

export interface User {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly createdAt: string;
  /** Pending until it has been confirmed in the background. */
  readonly registration: Registration;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
}

export interface UserPage {
  readonly users: readonly User[];
  readonly page: number;
  readonly pageSize: number;
  /** Number of all users as it was at most a second ago; two seconds, through the cache of the api. */
  readonly total: number;
}

/** Query parameter of the list: only users whose username begins so, in the order of their usernames. */
export const usernamePrefix = "usernamePrefix";

/** Ids are PostgreSQL's `integer`. */
export const largestUserId = 2_147_483_647;

/** `taken` names the field that another user has already. */
export type Creation =
  | { readonly kind: "created"; readonly user: User }
  | { readonly kind: "taken"; readonly field: keyof NewUser };

export const userSchema = {
  type: "object",
  properties: {
    id: { type: "integer" },
    username: { type: "string" },
    email: { type: "string" },
    createdAt: { type: "string" },
    registration: { type: "string" },
  },
  required: ["id", "username", "email", "createdAt", "registration"],
} as const;

export const userPageSchema = {
  type: "object",
  properties: {
    users: { type: "array", items: userSchema },
    page: { type: "integer" },
    pageSize: { type: "integer" },
    total: { type: "integer" },
  },
  required: ["users", "page", "pageSize", "total"],
} as const;

export const newUserSchema = {
  type: "object",
  properties: {
    username: { type: "string", minLength: 3, maxLength: 100, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$" },
    email: { type: "string", maxLength: 254, format: "email" },
  },
  required: ["username", "email"],
  additionalProperties: false,
} as const;
