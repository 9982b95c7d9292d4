/** One run of promtool or amtool to its end: null where all is well, otherwise what it printed. */
import { tmpdir } from "node:os";
import { runLimited } from "../tools/run-limited.ts";

export interface ToolUse {
  /** Path of the program. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Far above what the tests of one objective take. */
const limitMs = 300_000;

export async function problemOf(
  use: ToolUse,
  args: readonly string[],
  folder = tmpdir(),
): Promise<string | null> {
  const run = await runLimited({ ...use, args, cwd: folder, limitMs });
  if (run.kind === "ended") return run.exitCode === 0 ? null : run.output;
  if (run.kind === "notStarted") return `it does not run here (${run.reason})\n`;
  return `it did not come to its end (${run.kind})\n`;
}
