/** What keeps a command from starting, in words for a person, with the exit code that it means. */
export class EntryProblem extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** As in lib/core/record/exit-codes.ts, which can't be imported before the build. */
export const exitCodes = { usage: 2, preflight: 4, interrupted: 105 };
