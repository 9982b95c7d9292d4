/**
 * What the driver of PostgreSQL says, as a `StoreError`. It has no codes for its own timeouts, only
 * sentences; they are matched here, and here alone.
 */
import { StoreError, networkCodes, type StoreErrorCode } from "../shared/store-error.ts";

/** The error as a `StoreError`, or unchanged where it is a fault of a query. */
export function storeErrorFrom(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  return code === null ? error : new StoreError(code, error);
}

/** Conditions of https://www.postgresql.org/docs/current/errcodes-appendix.html, by code or class. */
const unavailableStates = [/^08/, /^57P0[1-5]$/, /^53/, /^42P01$/, /^3D000$/, /^28/];

function codeOf(error: Error & { readonly code?: unknown }): StoreErrorCode | null {
  if (error.message === "timeout exceeded when trying to connect") return "exhausted";
  if (error.message === "Query read timeout" || error.code === "57014") return "slow";
  if (/^Connection terminated|^Client has encountered a connection error/.test(error.message))
    return "unavailable";
  if (typeof error.code !== "string") return null;
  const code = error.code;
  return networkCodes.has(code) || unavailableStates.some((state) => state.test(code)) ? "unavailable" : null;
}
