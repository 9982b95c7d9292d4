/** Sends a body that is JSON already. */
import type { FastifyReply } from "fastify";

export function sendJson(reply: FastifyReply, body: Buffer): FastifyReply {
  return reply.type("application/json; charset=utf-8").send(body);
}
