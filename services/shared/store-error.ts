/**
 * What can go wrong between a service and its store, told apart by what a caller can do about it.
 * Each store's driver says it in its own words: the service that owns the store translates.
 */
import { Problem } from "./problem.ts";

export type StoreErrorCode =
  /** Every connection of the pool was in use for the whole acquire timeout. */
  | "exhausted"
  /** The store cannot be reached, is starting or stopping, refuses connections, or is not prepared yet. */
  | "unavailable"
  /** An operation took longer than it may. */
  | "slow";

export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, cause: unknown) {
    super(messages[code], { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

const messages: Readonly<Record<StoreErrorCode, string>> = {
  exhausted: "every connection to the store is in use",
  unavailable: "the store cannot be reached",
  slow: "the store did not answer in time",
};

/** Of Node's errors: the other side is not there, or not any more. */
export const networkCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);

/** Answered with `Retry-After`: by then a connection may be free, or the store be back. */
const retryAfterSeconds = 1;

export function problemFromStoreError(error: unknown): Problem | null {
  if (!(error instanceof StoreError)) return null;
  const status = error.code === "slow" ? 504 : 503;
  return new Problem(
    { status, code: `store-${error.code}`, detail: error.message, retryAfterSeconds },
    error.cause,
  );
}
