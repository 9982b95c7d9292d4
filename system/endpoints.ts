/**
 * The endpoints that a test may send to. What a request carries is in `behaviour.ts`; a delete is
 * sent within a journey alone, because a test may delete only what it created.
 */
import type { Endpoint } from "../lib/core/system/system.ts";

/** Longer than any latency limit by far: a request that takes this long has failed its user. */
const TIMEOUT_SECONDS = 10;

function healthOf(service: string): Endpoint {
  return {
    name: `${service}_health`,
    service,
    method: "GET",
    path: "/health",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  };
}

export const endpoints: readonly Endpoint[] = [
  healthOf("api"),
  {
    name: "users_list",
    service: "api",
    method: "GET",
    path: "/api/v1/users",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "users_get",
    service: "api",
    method: "GET",
    path: "/api/v1/users/:id",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "users_create",
    service: "api",
    method: "POST",
    path: "/api/v1/users",
    expectedStatuses: [201],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "tasks_list",
    service: "api",
    method: "GET",
    path: "/api/v1/tasks",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "tasks_get",
    service: "api",
    method: "GET",
    path: "/api/v1/tasks/:id",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "tasks_create",
    service: "api",
    method: "POST",
    path: "/api/v1/tasks",
    expectedStatuses: [201],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  {
    name: "users_delete",
    service: "api",
    method: "DELETE",
    path: "/api/v1/users/:id",
    expectedStatuses: [204],
    timeoutSeconds: TIMEOUT_SECONDS,
    inJourney: "register",
  },
  {
    name: "tasks_delete",
    service: "api",
    method: "DELETE",
    path: "/api/v1/tasks/:id",
    expectedStatuses: [204],
    timeoutSeconds: TIMEOUT_SECONDS,
    inJourney: "task",
  },
  healthOf("postgres"),
  {
    name: "postgres_users",
    service: "postgres",
    method: "GET",
    path: "/users",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
  healthOf("mongo"),
  {
    name: "mongo_tasks",
    service: "mongo",
    method: "GET",
    path: "/tasks",
    expectedStatuses: [200],
    timeoutSeconds: TIMEOUT_SECONDS,
  },
];
