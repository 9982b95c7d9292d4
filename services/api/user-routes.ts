/**
 * The public contract about users: `GET /api/v1/users?page=1&pageSize=20` (and `&usernamePrefix=load-`), `GET /api/v1/users/:id`,
 * `POST /api/v1/users`, `DELETE /api/v1/users/:id`. Requests are checked here, so that only sound ones
 * travel on.
 */
import type { FastifyInstance } from "fastify";
import { carriedHeaders } from "../shared/carried-headers.ts";
import { readNamePrefix } from "../shared/name-prefix.ts";
import { conflict, notFound } from "../shared/problem.ts";
import { readPaging, readUserId } from "../shared/request-numbers.ts";
import { newUserSchema, usernamePrefix, type NewUser } from "../shared/users.ts";
import { sendJson } from "./send-json.ts";
import type { UserDirectory } from "./user-directory.ts";

const usersPath = "/api/v1/users";

export function addUserRoutes(app: FastifyInstance, users: UserDirectory): void {
  app.get(usersPath, async (request, reply) => {
    const prefix = readNamePrefix(request.query, usernamePrefix);
    const paging = readPaging(request.query);
    const carried = carriedHeaders(request);
    const page =
      prefix === null ? users.list(paging, carried) : users.listByUsername(prefix, paging, carried);
    return sendJson(reply, await page);
  });

  app.get(`${usersPath}/:id`, async (request, reply) => {
    const id = readUserId(request.params);
    const body = await users.get(id, carriedHeaders(request));
    if (body === null) throw notFound(`user ${id}`);
    return sendJson(reply, body);
  });

  app.post<{ Body: NewUser }>(usersPath, { schema: { body: newUserSchema } }, async (request, reply) => {
    const result = await users.create(request.body, carriedHeaders(request));
    if (result.kind === "taken") throw conflict(result.field);
    return sendJson(reply.code(201).header("location", `${usersPath}/${result.id}`), result.body);
  });

  app.delete(`${usersPath}/:id`, async (request, reply) => {
    const id = readUserId(request.params);
    if (!(await users.remove(id, carriedHeaders(request)))) throw notFound(`user ${id}`);
    return reply.code(204).send();
  });
}
