/** Runs a program and tells the CPU time of its whole life, as the shell that waits for it knows it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** `times` prints the shell's own user and system time, and below it those of what it has waited for. */
const TIMED = '"$0" "$@" >&2; times';

/** @returns user and system time in seconds, to a hundredth */
export async function cpuSecondsOf(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const { stdout } = await promisify(execFile)("sh", ["-c", TIMED, program, ...args], {
    env,
    maxBuffer: 2 ** 26,
  });
  const children = stdout.trim().split("\n").at(-1) ?? "";
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, min, sec]) => Number(min) * 60 + Number(sec),
  );
  if (seconds.length !== 2) throw new Error(`the shell's times are not as expected: ${stdout}`);
  return seconds.reduce((sum, each) => sum + each, 0);
}
