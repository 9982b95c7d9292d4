/**
 * The HTTP server that every service starts from: ids and traces on each request, one error handler
 * with problem bodies, limits against slow and large requests, and one log line for each answer
 * where the level is `info` or lower (per-request logging costs, so at `warn` nothing is registered).
 */
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Logger } from "pino";
import { requestIdHeader, requestIdOf, traceparentOf } from "./carried-headers.ts";
import { answerUnreadableRequest } from "./unreadable-request.ts";
import { Problem, problemBody, problemContentType } from "./problem.ts";
import { problemFromError, type Translate } from "./problem-from-error.ts";

/** Larger bodies are refused: what these services take is a few short fields. */
const bodyLimitBytes = 16 * 1024;

/**
 * Longer than clients keep idle connections (undici: 4 s), so that it is the client that closes,
 * and no request meets a connection that is just being closed.
 */
const keepAliveTimeoutMs = 72_000;

/** From the first byte of a request to its last. */
const requestTimeoutMs = 10_000;

export function createServer(options: {
  readonly logger: Logger;
  readonly translate: Translate;
}): FastifyInstance {
  const { logger, translate } = options;
  // Widened here, so that the instance has the framework's own type and not pino's.
  const baseLogger: FastifyBaseLogger = logger;
  const app = Fastify({
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestIdOf,
    bodyLimit: bodyLimitBytes,
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // What arrives on an open connection while the service drains is still answered, and the
    // connection closed after it: refusing it would lose requests on every restart.
    return503OnClosing: false,
    // Types are not bent and fields not dropped: what does not fit is told to the caller.
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } },
    clientErrorHandler: answerUnreadableRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, translate);
    },
  });
  // JSON or nothing: the framework would take text as well.
  app.removeContentTypeParser("text/plain");
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, translate));
  app.setNotFoundHandler((request) => {
    throw new Problem({
      status: 404,
      code: "no-such-route",
      detail: `no route for ${request.method} of this path`,
    });
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.header(requestIdHeader, request.id);
    done();
  });
  if (logger.isLevelEnabled("info")) app.addHook("onResponse", logAnswer);
  return app;
}

function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  translate: Translate,
): FastifyReply {
  const problem = problemFromError(error, translate);
  if (problem.status >= 500) {
    const facts = { ...requestFacts(request), status: problem.status, code: problem.code };
    // What is expected of a service whose store is away is a warning; the unexpected is an error.
    if (problem.status === 500) request.log.error({ ...facts, err: error }, "request failed");
    else request.log.warn({ ...facts, err: error }, "request could not be served");
  }
  if (problem.retryAfterSeconds !== null) reply.header("retry-after", problem.retryAfterSeconds);
  return reply.code(problem.status).type(problemContentType).send(problemBody(problem, request.id));
}

function logAnswer(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const facts = {
    ...requestFacts(request),
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime),
  };
  request.log.info(facts, "request");
  done();
}

function requestFacts(request: FastifyRequest): Record<string, unknown> {
  const traceparent = traceparentOf(request);
  return {
    method: request.method,
    endpoint: request.routeOptions.url ?? "unknown",
    ...(traceparent !== null && { traceparent }),
  };
}
