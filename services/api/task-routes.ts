/**
 * The public contract about tasks: `GET /api/v1/tasks?page=1&pageSize=20` (and `&titlePrefix=load`), `GET /api/v1/tasks/:id`,
 * `POST /api/v1/tasks`, `DELETE /api/v1/tasks/:id`. A new task is pending, and is worked off in the
 * background by the service that owns it. Nothing is cached: a task's status is what callers wait for.
 */
import type { FastifyInstance } from "fastify";
import { carriedHeaders } from "../shared/carried-headers.ts";
import { readNamePrefix } from "../shared/name-prefix.ts";
import { notFound } from "../shared/problem.ts";
import { readPaging } from "../shared/request-numbers.ts";
import { readTaskId } from "../shared/task-id.ts";
import { newTaskSchema, titlePrefix, type TaskRequest } from "../shared/tasks.ts";
import { sendJson } from "./send-json.ts";
import type { TaskDirectory } from "./task-directory.ts";

const tasksPath = "/api/v1/tasks";

export function addTaskRoutes(app: FastifyInstance, tasks: TaskDirectory): void {
  app.get(tasksPath, async (request, reply) => {
    const prefix = readNamePrefix(request.query, titlePrefix);
    const paging = readPaging(request.query);
    const carried = carriedHeaders(request);
    const page = prefix === null ? tasks.list(paging, carried) : tasks.listByTitle(prefix, paging, carried);
    return sendJson(reply, await page);
  });

  app.get(`${tasksPath}/:id`, async (request, reply) => {
    const id = readTaskId(request.params);
    const body = await tasks.get(id, carriedHeaders(request));
    if (body === null) throw notFound(`task ${id}`);
    return sendJson(reply, body);
  });

  app.post<{ Body: TaskRequest }>(tasksPath, { schema: { body: newTaskSchema } }, async (request, reply) => {
    const { id, body } = await tasks.create(request.body, carriedHeaders(request));
    return sendJson(reply.code(201).header("location", `${tasksPath}/${id}`), body);
  });

  app.delete(`${tasksPath}/:id`, async (request, reply) => {
    const id = readTaskId(request.params);
    if (!(await tasks.remove(id, carriedHeaders(request)))) throw notFound(`task ${id}`);
    return reply.code(204).send();
  });
}
