/**
 * Skips a test, or from a `before` hook its whole suite, for a reason that the reporter prints at
 * the end. The linter forbids `it.skip`, which has none.
 */
import type { Context, Suite, Test } from "mocha";

type MayCarryReason = (Test | Suite) & { skipReason?: string };

export function skipBecause(context: Context, reason: string): never {
  const runnable = context.test;
  if (runnable === undefined) throw new Error("skipBecause must be called from a running test or hook");
  const isHook = "type" in runnable && runnable.type === "hook";
  const skipped = (isHook ? runnable.parent : runnable) as MayCarryReason;
  skipped.skipReason = reason;
  return context.skip();
}
