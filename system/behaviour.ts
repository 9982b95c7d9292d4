/**
 * What each request carries and what a good answer looks like, by endpoint name. Everything
 * that varies comes from the context, so that a printed seed repeats a run's requests.
 */
import type { RequestContext, RequestParts, SystemBehaviour } from "../lib/core/system/behaviour.ts";
import {
  checkHealth,
  checkTaskCreated,
  checkTaskFound,
  checkTaskList,
  checkUserCreated,
  checkUserFound,
  checkUserList,
} from "./bodies.ts";
import { titleBefore, usernameBefore } from "./leftovers.ts";

/** Users and tasks numbered 1 to this many exist in every freshly filled system. */
const seedUsers = 10_000;
const seedTasks = 1_000;

export const behaviour: SystemBehaviour = {
  api_health: { checkBody: checkHealth },
  users_list: { checkBody: checkUserList },
  users_get: { request: anySeedUser, checkBody: checkUserFound },
  users_create: { request: newUser, checkBody: checkUserCreated },
  tasks_list: { checkBody: checkTaskList },
  tasks_get: { request: anySeedTask, checkBody: checkTaskFound },
  tasks_create: { request: newTask, checkBody: checkTaskCreated },
  postgres_health: { checkBody: checkHealth },
  postgres_users: { checkBody: checkUserList },
  mongo_health: { checkBody: checkHealth },
  mongo_tasks: { checkBody: checkTaskList },
};

function anySeedUser(context: RequestContext): RequestParts {
  return { path: `/api/v1/users/${anyUpTo(seedUsers, context)}` };
}

/** The ids of the seed tasks are their numbers in 24 hexadecimal digits. */
function anySeedTask(context: RequestContext): RequestParts {
  return { path: `/api/v1/tasks/${anyUpTo(seedTasks, context).toString(16).padStart(24, "0")}` };
}

function anyUpTo(count: number, context: RequestContext): number {
  return 1 + Math.floor(context.random() * count);
}

function newUser(context: RequestContext): RequestParts {
  const username = usernameBefore + uniqueName(context);
  return { body: { username, email: `${username}@example.test` } };
}

/** Of a user that every system has. */
function newTask(context: RequestContext): RequestParts {
  const title = titleBefore + uniqueName(context);
  return { body: { title, userId: anyUpTo(seedUsers, context) } };
}

/**
 * Unique by run and iteration; the run id in the name finds a run's records again, and the part
 * drawn from the seed keeps them apart from those of a run that was given the same id elsewhere.
 */
function uniqueName(context: RequestContext): string {
  const drawn = Math.floor(context.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");
  return `${context.runId}-${context.iteration}-${drawn}`;
}
