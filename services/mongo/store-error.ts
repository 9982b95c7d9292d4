/**
 * What the driver of MongoDB says, as a `StoreError`. Told by name and number: not all of its error
 * classes are exported.
 */
import { MongoError } from "mongodb";
import { StoreError, networkCodes, type StoreErrorCode } from "../shared/store-error.ts";

/** The error as a `StoreError`, or unchanged where it is a fault of an operation. */
export function storeErrorFrom(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = codeOf(error);
  return code === null ? error : new StoreError(code, error);
}

const codeByName: Readonly<Record<string, StoreErrorCode>> = {
  MongoWaitQueueTimeoutError: "exhausted",
  MongoNetworkTimeoutError: "slow",
  MongoOperationTimeoutError: "slow",
  MongoServerSelectionError: "unavailable",
  MongoNetworkError: "unavailable",
  MongoPoolClearedError: "unavailable",
  PoolClearedOnNetworkError: "unavailable",
  MongoPoolClosedError: "unavailable",
  MongoNotConnectedError: "unavailable",
  MongoTopologyClosedError: "unavailable",
  MongoServerClosedError: "unavailable",
  MongoClientClosedError: "unavailable",
};

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
const maxTimeExpired = 50;
const unavailableNumbers = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  18, // AuthenticationFailed
  89, // NetworkTimeout
  91, // ShutdownInProgress
  189, // PrimarySteppedDown
  9_001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
]);

function codeOf(error: Error): StoreErrorCode | null {
  const byName = codeByName[error.name];
  if (byName !== undefined) return byName;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === "string" && networkCodes.has(code)) return "unavailable";
  if (!(error instanceof MongoError) || typeof code !== "number") return null;
  if (code === maxTimeExpired) return "slow";
  return unavailableNumbers.has(code) ? "unavailable" : null;
}
