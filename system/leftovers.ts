/**
 * What a run that was cut short leaves behind: users and tasks that carry its id. `tidemark cleanup` finds
 * them by what stands before it, and deletes them.
 */
import type { LeftObject, Leftovers } from "../lib/core/system/leftovers.ts";

/** What the names of created users, and the titles of created tasks, begin with; then comes the run's id. */
export const usernameBefore = "load-";
export const titleBefore = "load ";

/** The most that a page may have. */
const pageSize = 100;

export const leftovers: readonly Leftovers[] = [
  {
    name: "users",
    service: "api",
    before: usernameBefore,
    list: (page, beginning) => ({
      path: "/api/v1/users",
      query: `usernamePrefix=${encodeURIComponent(beginning)}&page=${page}&pageSize=${pageSize}`,
    }),
    find: (body) => objectsIn(body, "users", "username"),
    remove: (id) => ({ path: `/api/v1/users/${id}` }),
  },
  {
    name: "tasks",
    service: "api",
    before: titleBefore,
    list: (page, beginning) => ({
      path: "/api/v1/tasks",
      query: `titlePrefix=${encodeURIComponent(beginning)}&page=${page}&pageSize=${pageSize}`,
    }),
    find: (body) => objectsIn(body, "tasks", "title"),
    remove: (id) => ({ path: `/api/v1/tasks/${id}` }),
  },
];

/** Null where the body is no list of them. */
function objectsIn(body: unknown, list: string, text: string): LeftObject[] | null {
  const items = fieldOf(body, list);
  if (!Array.isArray(items)) return null;
  const objects = items.map((item) => ({ id: fieldOf(item, "id"), text: fieldOf(item, text) }));
  return objects.every(isObject) ? objects : null;
}

function isObject(object: { id: unknown; text: unknown }): object is LeftObject {
  return ["string", "number"].includes(typeof object.id) && typeof object.text === "string";
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
