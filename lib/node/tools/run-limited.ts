/**
 * Runs an outside program to its end and returns what it printed, within a time limit. The program
 * leads its own process group, and the whole group is ended at the limit or on abort: a shell
 * script that hangs usually does so in a child. For short-lived programs only; k6 itself runs under
 * lib/node/process.
 */
import { execa } from "execa";

export type LimitedRun =
  | { readonly kind: "ended"; readonly exitCode: number; readonly output: string }
  | { readonly kind: "killed"; readonly signal: string; readonly output: string }
  | { readonly kind: "notStarted"; readonly reason: string }
  | { readonly kind: "timedOut" }
  | { readonly kind: "endless" };

export interface LimitedProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** A program that prints more is ended. Far above what a verbose build prints. */
const maximumOutputCharacters = 50_000_000;

/** @throws the signal's reason, once the program is gone */
export async function runLimited(o: LimitedProgram): Promise<LimitedRun> {
  o.signal.throwIfAborted();
  const child = execa(o.command, [...o.args], {
    cwd: o.cwd,
    env: o.env,
    extendEnv: false,
    stdin: "ignore",
    all: true,
    reject: false,
    cleanup: false,
    detached: process.platform !== "win32",
    maxBuffer: maximumOutputCharacters,
  });
  const limit = { isOver: false };
  const end = () => endGroup(child.pid);
  const timer = setTimeout(() => {
    limit.isOver = true;
    end();
  }, o.limitMs);
  o.signal.addEventListener("abort", end, { once: true });
  try {
    const result = await child;
    if (result.isMaxBuffer) end();
    o.signal.throwIfAborted();
    if (limit.isOver) return { kind: "timedOut" };
    if (result.isMaxBuffer) return { kind: "endless" };
    if (result.exitCode !== undefined)
      return { kind: "ended", exitCode: result.exitCode, output: result.all };
    if (result.signal !== undefined) return { kind: "killed", signal: result.signal, output: result.all };
    return { kind: "notStarted", reason: result.originalMessage ?? "it could not be started" };
  } finally {
    clearTimeout(timer);
    o.signal.removeEventListener("abort", end);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    // Nobody left in the group is what we want.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
