/** What a command may touch of the process that it runs in. */
import type { ExitCode } from "../lib/core/record/exit-codes.ts";

export interface CommandContext {
  /** The command line's words after the program's name. */
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly workingFolder: string;
  /** Progress and failures: a line to stderr. */
  say(line: string): void;
  /** Results: text to stdout, as it is. */
  print(text: string): void;
  /** Whether results may be coloured: a terminal, and nobody said NO_COLOR. */
  readonly colour: boolean;
  /** Whether results go to a person's terminal. */
  readonly terminal: boolean;
  exit(code: ExitCode): void;
}
