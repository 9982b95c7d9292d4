/**
 * What `api` and `mongo` say to each other, and to their callers, about tasks: types and the JSON
 * schemas that check what comes in and shape (and speed up) what goes out.
 */
import { largestUserId } from "./users.ts";

/** `failed`: it was tried as often as it may be, and is left for a person to look at. */
export type TaskStatus = "pending" | "done" | "failed";

export interface Task {
  /** 24 hexadecimal digits, as MongoDB's own ids. */
  readonly id: string;
  readonly title: string;
  /** Null where it is nobody's. Not checked against the users: those belong to another service. */
  readonly userId: number | null;
  readonly status: TaskStatus;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly createdAt: string;
  /** Null while it is pending. */
  readonly settledAt: string | null;
}

export interface NewTask {
  readonly title: string;
  readonly userId: number | null;
}

/** As a caller sends it. */
export interface TaskRequest {
  readonly title: string;
  readonly userId?: number;
}

export interface TaskPage {
  readonly tasks: readonly Task[];
  readonly page: number;
  readonly pageSize: number;
  /** Number of all tasks as it was at most a second ago. */
  readonly total: number;
}

/** Query parameter of the list: only tasks whose title begins so, in the order of their titles. */
export const titlePrefix = "titlePrefix";

const textOrNull = { type: ["string", "null"] } as const;

export const taskSchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    title: { type: "string" },
    userId: { type: ["integer", "null"] },
    status: { type: "string" },
    createdAt: { type: "string" },
    settledAt: textOrNull,
  },
  required: ["id", "title", "userId", "status", "createdAt", "settledAt"],
} as const;

export const taskPageSchema = {
  type: "object",
  properties: {
    tasks: { type: "array", items: taskSchema },
    page: { type: "integer" },
    pageSize: { type: "integer" },
    total: { type: "integer" },
  },
  required: ["tasks", "page", "pageSize", "total"],
} as const;

export const newTaskSchema = {
  type: "object",
  properties: {
    title: { type: "string", maxLength: 200, pattern: "\\S" },
    userId: { type: "integer", minimum: 1, maximum: largestUserId },
  },
  required: ["title"],
  additionalProperties: false,
} as const;
