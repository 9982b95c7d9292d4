/** The tasks over HTTP, for the other services. Checks everything itself: it trusts no caller. */
import type { FastifyInstance } from "fastify";
import type { BackgroundWork } from "../shared/background-work.ts";
import { carriedHeaders } from "../shared/carried-headers.ts";
import { readNamePrefix } from "../shared/name-prefix.ts";
import { notFound } from "../shared/problem.ts";
import { readPaging } from "../shared/request-numbers.ts";
import { readTaskId } from "../shared/task-id.ts";
import { newTaskSchema, taskPageSchema, taskSchema, titlePrefix, type TaskRequest } from "../shared/tasks.ts";
import type { TaskRepository } from "./task-repository.ts";

export function addTaskRoutes(
  app: FastifyInstance,
  tasks: TaskRepository,
  newTasks: Pick<BackgroundWork, "announce">,
): void {
  app.get("/tasks", { schema: { response: { 200: taskPageSchema } } }, (request) => {
    const prefix = readNamePrefix(request.query, titlePrefix);
    const paging = readPaging(request.query);
    return prefix === null ? tasks.list(paging) : tasks.listByTitle(prefix, paging);
  });

  app.get("/tasks/:id", { schema: { response: { 200: taskSchema } } }, async (request) => {
    const id = readTaskId(request.params);
    const task = await tasks.get(id);
    if (task === null) throw notFound(`task ${id}`);
    return task;
  });

  const creation = { schema: { body: newTaskSchema, response: { 201: taskSchema } } };
  app.post<{ Body: TaskRequest }>("/tasks", creation, async (request, reply) => {
    const { title, userId = null } = request.body;
    const task = await tasks.add({ title, userId });
    newTasks.announce(task.id, carriedHeaders(request));
    return reply.code(201).header("location", `/tasks/${task.id}`).send(task);
  });

  app.delete("/tasks/:id", async (request, reply) => {
    const id = readTaskId(request.params);
    if (!(await tasks.remove(id))) throw notFound(`task ${id}`);
    return reply.code(204).send();
  });
}
