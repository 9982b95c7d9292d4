/**
 * What users do in a row. Each journey that creates something deletes it again, so that a long test
 * does not fill the stores; `tidemark cleanup` finds what a journey that broke off left.
 */
import type { RequestParts } from "../lib/core/system/behaviour.ts";
import type { Found, Journey } from "../lib/core/system/journey.ts";

/** A person looks at a page for about as long. */
const thinkSeconds = { least: 0.5, most: 1.5 };

export const journeys: readonly Journey[] = [
  {
    name: "browse",
    steps: [
      { endpoint: "users_list", thinkSeconds },
      { endpoint: "users_get", thinkSeconds },
      { endpoint: "tasks_list", thinkSeconds },
    ],
  },
  {
    name: "register",
    steps: [
      { endpoint: "users_create", find: idOf, thinkSeconds },
      { endpoint: "users_get", request: (_context, found) => userOf(found), thinkSeconds },
      { endpoint: "users_delete", request: (_context, found) => userOf(found) },
    ],
  },
  {
    name: "task",
    steps: [
      { endpoint: "tasks_create", find: idOf, thinkSeconds },
      { endpoint: "tasks_get", request: (_context, found) => taskOf(found), thinkSeconds },
      { endpoint: "tasks_delete", request: (_context, found) => taskOf(found) },
    ],
  },
];

function idOf(body: unknown): Found | null {
  const id = typeof body === "object" && body !== null ? (body as { id?: unknown }).id : undefined;
  return typeof id === "string" || typeof id === "number" ? { id } : null;
}

function userOf({ id }: Found): RequestParts {
  return { path: `/api/v1/users/${id}` };
}

function taskOf({ id }: Found): RequestParts {
  return { path: `/api/v1/tasks/${id}` };
}
