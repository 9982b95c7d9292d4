/** Runs a program of the machinery to its end: output to a log, and its tail into the error when it fails. */
import { execa } from "execa";
import { appendFileSync } from "node:fs";

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Gets all of the output. */
  readonly log?: string;
}

const tailCharacters = 3_000;
const defaultTimeoutMs = 20 * 60_000;

/** @returns stdout; @throws Error with the end of the output */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd, input, timeoutMs = defaultTimeoutMs, log }: RunOptions,
): Promise<string> {
  const result = await execa(command, [...args], {
    env,
    extendEnv: false,
    reject: false,
    all: true,
    timeout: timeoutMs,
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? { stdin: "ignore" } : { input }),
  });
  if (log !== undefined) appendFileSync(log, `\n$ ${command} ${args.join(" ")}\n${result.all}\n`);
  if (!result.failed) return result.stdout;
  const how = result.timedOut ? `was not done in ${timeoutMs / 1000} s` : `failed (${result.shortMessage})`;
  throw new Error(`${command} ${args.join(" ")} ${how}:\n${result.all.slice(-tailCharacters)}`);
}
