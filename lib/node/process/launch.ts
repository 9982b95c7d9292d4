/**
 * Starts a Node bundle of ours and waits for its word that it is ready. The bundle leads a
 * session and process group of its own, so that Ctrl-C in the terminal reaches only the
 * runner, and holds an IPC channel as lifeline: when the runner is gone, the channel ends.
 */
import { fork, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, fstatSync, openSync } from "node:fs";
import { firstWord, type Message } from "./first-word.ts";
import type { Ledger } from "./ledger.ts";
import { messages } from "./messages.ts";
import { outputTail } from "./output-tail.ts";
import { pinningCommand } from "./pinning.ts";
import { ProcessError } from "./process-error.ts";
import { supervise, type Supervised } from "./supervise.ts";

export interface LaunchOptions {
  readonly name: string;
  readonly module: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly output: "ignored" | "stderr" | { readonly file: string };
  readonly ledger: Ledger;
  readonly readyTimeoutMs: number;
  /** Processors for it and all that it starts (pinning.ts); those of the runner where nothing is said. */
  readonly cores?: readonly number[] | null;
  /** A descriptor that it gets beside its channel, as the next number; ours stays open. */
  readonly hand?: number | null;
  /** Hears every message, from the first on. */
  readonly onMessage: (message: Message) => void;
}

export interface Launched extends Supervised {
  readonly pid: number;
  readonly ready: Message;
}

const failedStartGraceMs = 3000;

/** @throws ProcessError; then the process is gone */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { name, module, ledger, readyTimeoutMs } = options;
  if (!existsSync(module)) throw new ProcessError("notBuilt", messages.notBuilt(module));
  const output = openOutput(options.output);
  const { hand = null } = options;
  const handed = hand === null ? [] : [hand];
  const { child, pid } = await spawnDetached(options, [...output.stdio, ...handed]).finally(output.close);
  child.on("message", (message) => options.onMessage(message as Message));
  const running = supervise(child, pid, () => ledger.forgetProcess(pid));
  try {
    ledger.recordProcess({ pid, name });
    const { exited } = running;
    const ready = await firstWord(child, { name, readyTimeoutMs, exited, tail: output.tail });
    return { ...running, pid, ready };
  } catch (error) {
    await running.stop(failedStartGraceMs); // politely: it may have begun to start something
    throw error;
  }
}

type Stdio = (number | "ignore" | "ipc")[];

interface Output {
  readonly stdio: Stdio;
  /** Our own descriptor; the child has its copy. */
  readonly close: () => void;
  readonly tail: () => string;
}

function openOutput(output: LaunchOptions["output"]): Output {
  if (typeof output === "string") {
    const target = output === "stderr" ? process.stderr.fd : "ignore";
    return { stdio: ["ignore", target, target, "ipc"], close: () => undefined, tail: () => "" };
  }
  const descriptor = openSync(output.file, "a");
  const fromByte = fstatSync(descriptor).size;
  return {
    stdio: ["ignore", descriptor, descriptor, "ipc"],
    close: () => closeSync(descriptor),
    tail: () => outputTail(output.file, fromByte),
  };
}

/** Resolves once the operating system has started it; then it has a pid. */
async function spawnDetached(
  options: LaunchOptions,
  stdio: Stdio,
): Promise<{ child: ChildProcess; pid: number }> {
  const { name, module, args, env, cores = null } = options;
  try {
    const started = { env, stdio, detached: true, serialization: "json", ...interpreter(cores) } as const;
    const child = fork(module, args, started);
    if (child.pid !== undefined) return { child, pid: child.pid };
    throw await new Promise<Error>((resolve) => child.once("error", resolve));
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new ProcessError("notStarted", messages.notStarted(name, process.execPath, reason), { cause });
  }
}

/** Without the flags that the runner itself was started with: ts-node's or an inspector's are not for others. */
function interpreter(cores: readonly number[] | null): { execPath: string; execArgv: string[] } {
  if (cores === null) return { execPath: process.execPath, execArgv: [] };
  // It replaces itself by what it is told to run: same process, same channel.
  const { command, args } = pinningCommand(cores);
  return { execPath: command, execArgv: [...args, process.execPath] };
}
