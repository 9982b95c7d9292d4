/**
 * The beginning of a name, from a query: what finds the objects that a test made again. Printable ASCII
 * alone, so that every store orders names alike and the end of the range is one character further.
 */
import { badRequest } from "./problem.ts";

const longestPrefix = 200;

/** Names from `from` on and before `before`, in the order of their bytes: all that begin alike. */
export interface NameRange {
  readonly from: string;
  readonly before: string;
}

/** @returns null where the query does not hold the parameter; one given twice is an array and refused */
export function readNamePrefix(query: unknown, parameter: string): string | null {
  const value = (query as Readonly<Record<string, unknown>>)[parameter];
  if (value === undefined) return null;
  if (typeof value === "string" && value.length <= longestPrefix && /^[ -~]+$/.test(value)) return value;
  const received = JSON.stringify(value).slice(0, 40);
  const message = `must be 1 to ${longestPrefix} printable ASCII characters, got ${received}`;
  throw badRequest([{ field: `query.${parameter}`, message }]);
}

/** @param prefix as `readNamePrefix` gave it */
export function namesBeginning(prefix: string): NameRange {
  const last = prefix.charCodeAt(prefix.length - 1);
  return { from: prefix, before: prefix.slice(0, -1) + String.fromCharCode(last + 1) };
}
