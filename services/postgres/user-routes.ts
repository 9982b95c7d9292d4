/** The users over HTTP, for the other services. Checks everything itself: it trusts no caller. */
import type { FastifyInstance } from "fastify";
import type { BackgroundWork } from "../shared/background-work.ts";
import { carriedHeaders } from "../shared/carried-headers.ts";
import { readNamePrefix } from "../shared/name-prefix.ts";
import { conflict, notFound } from "../shared/problem.ts";
import { readPaging, readUserId } from "../shared/request-numbers.ts";
import { newUserSchema, usernamePrefix, userPageSchema, userSchema, type NewUser } from "../shared/users.ts";
import type { UserRepository } from "./user-repository.ts";

export function addUserRoutes(
  app: FastifyInstance,
  users: UserRepository,
  registrations: Pick<BackgroundWork, "announce">,
): void {
  app.get("/users", { schema: { response: { 200: userPageSchema } } }, (request) => {
    const prefix = readNamePrefix(request.query, usernamePrefix);
    const paging = readPaging(request.query);
    return prefix === null ? users.list(paging) : users.listByUsername(prefix, paging);
  });

  app.get("/users/:id", { schema: { response: { 200: userSchema } } }, async (request) => {
    const id = readUserId(request.params);
    const user = await users.get(id);
    if (user === null) throw notFound(`user ${id}`);
    return user;
  });

  const creation = { schema: { body: newUserSchema, response: { 201: userSchema } } };
  app.post<{ Body: NewUser }>("/users", creation, async (request, reply) => {
    const result = await users.create(request.body);
    if (result.kind === "taken") throw conflict(result.field);
    registrations.announce(String(result.user.id), carriedHeaders(request));
    return reply.code(201).header("location", `/users/${result.user.id}`).send(result.user);
  });

  app.delete("/users/:id", async (request, reply) => {
    const id = readUserId(request.params);
    if (!(await users.remove(id))) throw notFound(`user ${id}`);
    return reply.code(204).send();
  });
}
