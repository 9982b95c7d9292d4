/**
 * The life of a service's process: configuration, server, ready message, and on SIGTERM, SIGINT or
 * the end of its parent: stop accepting, answer what was begun, close the stores, exit. Whatever
 * does not end within the drain time is cut off. Started without an IPC channel (a container), the
 * ready message has no reader and nothing else changes.
 */
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { z } from "zod";
import { exitCodes } from "../../lib/core/record/exit-codes.ts";
import { ConfigurationError, readConfiguration, type CommonConfiguration } from "./configuration.ts";
import { createLogger } from "./logger.ts";

/** Orchestrators kill after ten seconds or more; what is left is for the exit itself. */
const drainMs = 9_000;
/** A connection that becomes idle while the server drains would otherwise live on until its timeout. */
const idleSweepMs = 50;

export interface Service<C extends CommonConfiguration> {
  readonly name: string;
  readonly configuration: z.ZodType<C>;
  build(configuration: C, logger: Logger): FastifyInstance;
}

export async function runService<C extends CommonConfiguration>(service: Service<C>): Promise<void> {
  const stopRequested = new Promise<string>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, resolve);
    onParentGone(() => resolve("the parent is gone"));
  });
  const configuration = configurationOrExit(service);
  const logger = createLogger(service.name, configuration.LOG_LEVEL);
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event);
      process.exit(exitCodes.internal);
    });
  }
  const app = service.build(configuration, logger);
  const port = await listenOrExit(app, configuration, logger);
  process.send?.({ type: "ready", ports: { http: port, ...app.metricsPorts } });
  logger.info({ reason: await stopRequested }, "stopping");
  process.exit(await drain(app, logger));
}

/** Calls back also when the parent was gone before this code ran; never where there was no channel. */
function onParentGone(callback: () => void): void {
  const connected = process.connected as boolean | undefined;
  if (connected === true) process.once("disconnect", callback);
  if (connected === false) setImmediate(callback);
}

function configurationOrExit<C extends CommonConfiguration>(service: Service<C>): Readonly<C> {
  try {
    return readConfiguration(service.name, service.configuration, process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(exitCodes.usage);
  }
}

async function listenOrExit(
  app: FastifyInstance,
  where: CommonConfiguration,
  logger: Logger,
): Promise<number> {
  try {
    await listen(app, where);
  } catch (error) {
    logger.fatal({ err: error, host: where.HOST, port: where.PORT }, "cannot listen");
    return process.exit(exitCodes.internal);
  }
  return (app.server.address() as AddressInfo).port;
}

async function listen(
  app: FastifyInstance,
  { HOST, PORT, PORT_IF_BUSY }: CommonConfiguration,
): Promise<void> {
  try {
    await app.listen({ host: HOST, port: PORT });
  } catch (error) {
    const busy = (error as { code?: unknown }).code === "EADDRINUSE";
    if (!busy || PORT_IF_BUSY === "fail") throw error;
    await app.listen({ host: HOST, port: 0 });
  }
}

async function drain(app: FastifyInstance, logger: Logger): Promise<number> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweepMs);
  const closed = app.close().then(() => true);
  const outOfTime = new Promise<false>((resolve) => setTimeout(resolve, drainMs, false));
  const inTime = await Promise.race([closed, outOfTime]);
  clearInterval(sweep);
  if (inTime) return exitCodes.pass;
  logger.error({ drainMs }, "requests were still open: cut off");
  return exitCodes.internal;
}
