/**
 * Starts burners, finds them again by their mark among the processes of this machine, and ends them.
 * The mark is in the journal before one is started, so that none is lost with the controller.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { distFile } from "../../process/install-root.ts";
import { observeProcess } from "../../process/process-identity.ts";
import type { ReadBack } from "../effector.ts";
import { messages } from "../messages.ts";
import { BURNER_BUNDLE, carriesMark, writeBurnerArguments, type Burning } from "./burner-arguments.ts";

/** It starts in a tenth of a second; filling memory takes about a second for 2 GiB. */
const READY_WITHIN_MS = 30_000;
/** A killed process leaves at once, but a machine that burns is slow. */
const GONE_WITHIN_MS = 5_000;
const POLL_MS = 10;

/** @param prefix a command that runs it, such as `taskset -c 0`; may be empty */
export async function startBurner(
  mark: string,
  burning: Burning,
  prefix: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const bundle = distFile(`daemons/${BURNER_BUNDLE}`);
  const [command, ...args] = [...prefix, process.execPath, bundle, ...writeBurnerArguments(mark, burning)];
  const burner = spawn(String(command), args, {
    detached: true, // what is sent to the controller's group is not meant for it
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { PATH: env["PATH"] },
  });
  await readiness(burner);
}

/** Processes that carry the mark, by id. */
export function burnersWith(mark: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => carriesMark(commandLineOf(pid), mark) && observeProcess(pid) !== null);
}

/** @throws Error where some do not end */
export async function endBurners(mark: string): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (;;) {
    // Looked for anew each time: one may just have been started.
    const left = burnersWith(mark);
    if (left.length === 0) return;
    if (performance.now() >= deadline) throw new Error(messages.burnersNotEnded(left));
    for (const pid of left) kill(pid);
    await sleep(POLL_MS);
  }
}

export function lookForBurners(kind: string, mark: string): ReadBack {
  if (process.platform !== "linux") return { presence: "unknown", text: messages.needsProcessTable(kind) };
  const left = burnersWith(mark);
  return { presence: left.length === 0 ? "clean" : "present", text: messages.burnersLeft(mark, left) };
}

/** @throws Error for a system without /proc, and for a mark that others might carry by chance */
export function checkMark(kind: string, mark: string): void {
  if (process.platform !== "linux") throw new Error(messages.needsProcessTable(kind));
  if (!/^[\w-]+$/.test(mark)) throw new Error(messages.badMark(mark));
}

function commandLineOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // gone in this moment
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function readiness(burner: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(messages.burnerNotStarted(reason)));
    const timer = setTimeout(() => fail(messages.burnerSilent(READY_WITHIN_MS)), READY_WITHIN_MS);
    burner.once("message", () => resolve());
    burner.once("error", (error) => fail(error.message));
    burner.once("exit", (code, signal) => fail(messages.burnerEnded(signal ?? `exit code ${code}`)));
    for (const event of ["message", "error", "exit"]) burner.once(event, () => clearTimeout(timer));
  });
}
