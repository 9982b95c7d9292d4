/** What cleaning up came to, for a person and as an exit code. */
import { exitCodes, type ExitCode } from "../../core/record/exit-codes.ts";
import { counted } from "../../core/record/units.ts";
import type { CleanedKind, CleanupResult } from "./clean-up.ts";

export function cleanupLines({ target, dryRun, kinds }: CleanupResult): string[] {
  return kinds.flatMap((kind) => [
    `${target}: ${kind.name}: ${dryRun ? wouldDo(kind) : outcome(kind)}`,
    ...Object.entries(kind.runs).map(([runId, count]) => `  ${count} of ${runId}`),
    ...kind.refusals.map((refusal) => `  a deletion ${refusal}`),
  ]);
}

/** A fault of the machine where something that was to go did not. */
export function cleanupExitCode({ dryRun, kinds }: CleanupResult, interrupted: boolean): ExitCode {
  if (interrupted) return exitCodes.signal;
  const isDone = ({ found, left }: CleanedKind) => found === 0 || left === 0;
  return dryRun || kinds.every(isDone) ? exitCodes.pass : exitCodes.internal;
}

function wouldDo({ found }: CleanedKind): string {
  return `${found} found, none deleted (--dry-run)`;
}

function outcome({ found, deleted, gone, left }: CleanedKind): string {
  if (found === 0) return "nothing found";
  const already = gone === 0 ? "" : `, ${counted(gone, "was", "were")} gone already`;
  return `${found} found, ${deleted} deleted${already}, ${left === null ? "not looked for again" : `${left} left`}`;
}
