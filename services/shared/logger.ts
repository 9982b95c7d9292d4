/**
 * JSON lines on stdout, by pino. No secrets: requests are logged by id, method and route template
 * (never path, query, headers or body), and of an error only what is known to be harmless: a driver
 * hangs row values, queries and connection settings on its errors.
 */
import { pino, type Logger } from "pino";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export function createLogger(service: string, level: LogLevel): Logger {
  return pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: loggableError },
  });
}

export interface LoggableError {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | null;
  readonly cause: LoggableError | null;
}

/** Name, code, message and stack of an error and its causes; whatever else hangs on it is dropped. */
export function loggableError(error: unknown): LoggableError {
  if (!(error instanceof Error)) {
    return { type: typeof error, code: null, message: String(error), stack: null, cause: null };
  }
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    code: typeof code === "string" ? code : null,
    message: error.message,
    stack: error.stack ?? null,
    cause: error.cause === undefined ? null : loggableError(error.cause),
  };
}
