/**
 * The wire format of the services, as checks of their answers. Strict about what a client
 * relies on (a full page, the user that was asked for), silent about further fields.
 *
 *     health  { "status": "ok" }
 *     user    { "id": 1, "username": "...", "email": "...", "createdAt": "<ISO 8601>",
 *               "registration": "pending" | "confirmed" | "failed" }
 *     list    { "users": [user, ...], "page": 1, "pageSize": 20, "total": 10000 }
 *     task    { "id": "<24 hex>", "title": "...", "userId": 1 | null, "createdAt": "<ISO 8601>",
 *               "status": "pending" | "done" | "failed", "settledAt": "<ISO 8601>" | null }
 *     list    { "tasks": [task, ...], "page": 1, "pageSize": 20, "total": 1000 }
 *
 * Each check returns what is wrong, or null.
 */
import type { RequestParts } from "../lib/core/system/behaviour.ts";

/** What a list answers when the query names neither page nor size. */
const firstPage = { page: 1, pageSize: 20 } as const;

export function checkHealth(body: unknown): string | null {
  return fieldOf(body, "status") === "ok"
    ? null
    : `status should be "ok", got ${shown(fieldOf(body, "status"))}`;
}

export function checkUserList(body: unknown): string | null {
  return checkFullPage(body, "users", userProblem);
}

export function checkTaskList(body: unknown): string | null {
  return checkFullPage(body, "tasks", taskProblem);
}

/** The user whose id the path ends with. */
export function checkUserFound(body: unknown, sent: RequestParts): string | null {
  return userProblem(body) ?? checkAskedFor(body, sent);
}

/** The task whose id the path ends with. */
export function checkTaskFound(body: unknown, sent: RequestParts): string | null {
  return taskProblem(body) ?? checkAskedFor(body, sent);
}

/** The user that was sent, with an id of its own. */
export function checkUserCreated(body: unknown, sent: RequestParts): string | null {
  return userProblem(body) ?? checkEcho(body, sent.body, "username") ?? checkEcho(body, sent.body, "email");
}

/** The task that was sent, with an id of its own, and still to be worked off. */
export function checkTaskCreated(body: unknown, sent: RequestParts): string | null {
  const problem =
    taskProblem(body) ?? checkEcho(body, sent.body, "title") ?? checkEcho(body, sent.body, "userId");
  if (problem !== null) return problem;
  const status = fieldOf(body, "status");
  return status === "pending" ? null : `status should be "pending", got ${shown(status)}`;
}

function userProblem(user: unknown): string | null {
  const id = fieldOf(user, "id");
  if (!Number.isInteger(id)) return `id should be an integer, got ${shown(id)}`;
  return checkText(user, "username") ?? checkText(user, "email") ?? checkTime(user, "createdAt");
}

function taskProblem(task: unknown): string | null {
  const id = fieldOf(task, "id");
  if (typeof id !== "string" || !/^[0-9a-f]{24}$/.test(id)) {
    return `id should be 24 hexadecimal digits, got ${shown(id)}`;
  }
  return checkText(task, "title") ?? checkText(task, "status") ?? checkTime(task, "createdAt");
}

/** A full first page: the seed fills the store far beyond one page. */
function checkFullPage(
  body: unknown,
  name: string,
  problemOf: (item: unknown) => string | null,
): string | null {
  const items = fieldOf(body, name);
  if (!Array.isArray(items)) return `${name} should be a list, got ${shown(items)}`;
  if (items.length !== firstPage.pageSize) {
    return `${name} should fill a page of ${firstPage.pageSize}, got ${items.length}`;
  }
  return (
    checkNumber(body, "page", firstPage.page) ??
    checkNumber(body, "pageSize", firstPage.pageSize) ??
    checkTotal(fieldOf(body, "total"), name) ??
    firstProblem(items, name, problemOf)
  );
}

function checkAskedFor(body: unknown, sent: RequestParts): string | null {
  const askedId = sent.path?.split("/").at(-1);
  const id = fieldOf(body, "id");
  return String(id) === askedId ? null : `id should be ${shown(askedId)}, got ${shown(id)}`;
}

function checkText(item: unknown, name: string): string | null {
  const value = fieldOf(item, name);
  return typeof value === "string" && value !== "" ? null : `${name} should be a text, got ${shown(value)}`;
}

function checkTime(item: unknown, name: string): string | null {
  const value = fieldOf(item, name);
  return typeof value === "string" && !Number.isNaN(Date.parse(value))
    ? null
    : `${name} should be a time, got ${shown(value)}`;
}

/** Not a `for of` over entries, which costs more inside k6 than the checks in it. */
function firstProblem(
  items: readonly unknown[],
  name: string,
  problemOf: (item: unknown) => string | null,
): string | null {
  for (let index = 0; index < items.length; index += 1) {
    const problem = problemOf(items[index]);
    if (problem !== null) return `${name}[${index}]: ${problem}`;
  }
  return null;
}

function checkNumber(body: unknown, name: string, expected: number): string | null {
  const value = fieldOf(body, name);
  return value === expected ? null : `${name} should be ${expected}, got ${shown(value)}`;
}

function checkTotal(total: unknown, name: string): string | null {
  if (Number.isInteger(total) && Number(total) >= firstPage.pageSize) return null;
  return `total should count at least the page's ${name}, got ${shown(total)}`;
}

function checkEcho(body: unknown, sent: unknown, name: string): string | null {
  const expected = fieldOf(sent, name);
  const value = fieldOf(body, name);
  return value === expected ? null : `${name} should be ${shown(expected)} as sent, got ${shown(value)}`;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Short enough for a log line. */
function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}
