/** What a command that failed says to a person, and the exit code that goes with it. */
import { Interrupted } from "../lib/app/run/interruption.ts";
import { exitCodeForFailure, exitCodes, type ExitCode } from "../lib/core/record/exit-codes.ts";
import { Failure } from "../lib/core/record/failure.ts";

export function explainFailure(error: unknown, say: (line: string) => void): ExitCode {
  if (error instanceof Interrupted) {
    say(`${error.message} before anything was sent`);
    return exitCodes.signal;
  }
  if (error instanceof Failure) {
    say(error.message);
    return exitCodeForFailure(error);
  }
  // Only here is a stack trace what a person needs: to report it.
  say(
    `a fault of Tidemark itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return exitCodes.internal;
}
