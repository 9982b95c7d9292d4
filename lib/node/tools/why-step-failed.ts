/**
 * Tells what may be passed over from what may not: a step of an installation that failed (network,
 * checksum, archive, compiler, file system) is a reason to try the next way. An abort and a fault of
 * our own are not, and are thrown on.
 */
import type { Search } from "./search.ts";
import { ToolError } from "./tool-error.ts";

export function whyStepFailed(search: Search, error: unknown): string {
  search.signal.throwIfAborted();
  if (error instanceof ToolError && error.kind === "preflight") return error.message;
  if (error instanceof Error && "syscall" in error) return error.message;
  throw error;
}
