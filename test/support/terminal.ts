/**
 * The command line at a real terminal: a pseudo terminal of util-linux' `script`, on which a test types and
 * reads as a person does. A hundred columns wide.
 */
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "mocha";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { skipBecause } from "./skip.ts";

export interface Terminal {
  readonly pid: number;
  /** What stands on it by now. */
  screen(): string;
  type(text: string): void;
  /** The exit code of what ran on it. */
  readonly ended: Promise<number | undefined>;
}

export const CTRL_C = "\x03";

/** Skips where nobody can make one. */
export async function terminalForTests(context: Context): Promise<void> {
  const { exitCode } = await execa("script", ["-qec", "test -t 0", "/dev/null"], { reject: false });
  if (exitCode !== 0) skipBecause(context, "there is no `script` of util-linux to make a terminal with");
}

export function startOnTerminal(words: readonly string[], env: NodeJS.ProcessEnv): Terminal {
  const command = [process.execPath, join(installRoot(), "scripts/entry.mjs"), ...words];
  const line = `stty cols 100 rows 40; exec ${command.map(quoted).join(" ")}`;
  const running = execa("script", ["-qec", line, "/dev/null"], { env, reject: false, stdin: "pipe" });
  let screen = "";
  running.stdout.on("data", (chunk: Buffer) => (screen += chunk.toString("utf8")));
  return {
    pid: running.pid ?? 0,
    screen: () => screen.replaceAll("\r", ""),
    type: (text) => void running.stdin.write(text),
    ended: running.then(({ exitCode }) => exitCode),
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
