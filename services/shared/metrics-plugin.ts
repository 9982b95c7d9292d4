/**
 * Counts and times every request of a Fastify server under its route template, and makes the series
 * of each route with zero. Register it before the routes. Paths never become labels: what no route
 * takes, and what the router cannot even read, is the endpoint `unknown`.
 */
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";
import type { IncomingMessage, ServerResponse } from "node:http";
import { unknownEndpoint, type HttpMeters } from "./metrics-http.ts";

/** On responses whose time runs; those that never got to a hook lack it. */
const timed = Symbol("timed");
type Timed = ServerResponse & { [timed]?: true };

export const metricsPlugin = fastifyPlugin(
  (app: FastifyInstance, { http }: { readonly http: HttpMeters }, done: () => void) => {
    app.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) if (one !== "HEAD") http.meter(one, url).createWithZero();
    });
    app.addHook("onRequest", (request, reply, next) => {
      (reply.raw as Timed)[timed] = true;
      http.time(request.raw, reply.raw, request.routeOptions.url ?? unknownEndpoint);
      next();
    });
    // After the framework's own listener, which has called the hook by now, unless the path was
    // unreadable: then it has answered without any hook.
    app.server.on("request", (request: IncomingMessage, response: Timed) => {
      if (response[timed] !== true) http.time(request, response, unknownEndpoint);
    });
    for (const method of ["GET", "POST"]) http.meter(method, unknownEndpoint).createWithZero();
    done();
  },
  { name: "tidemark-metrics", fastify: "5.x" },
);
