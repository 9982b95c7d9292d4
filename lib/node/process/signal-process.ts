/**
 * Sends signals to process groups and waits until processes are really gone. A signal to
 * something that has just ended is no error; whether it ended is told by waiting.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess, type ProcessIdentity } from "./process-identity.ts";

/** To every member of the group that this process leads. */
export function signalGroup(leaderPid: number, name: NodeJS.Signals): void {
  send(-leaderPid, name);
}

/** Whether any member is left, zombies included. */
export function groupExists(leaderPid: number): boolean {
  try {
    return process.kill(-leaderPid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** To the process that was meant, with its group where it leads one; never to a stranger under its id. */
export function signalIdentity(identity: ProcessIdentity, name: NodeJS.Signals): void {
  const found = findProcess(identity);
  if (found !== null) send(found.groupId === found.pid ? -found.pid : found.pid, name);
}

/** Resolves with those that are still there when the time is over. */
export async function waitUntilGone<P extends ProcessIdentity>(
  processes: readonly P[],
  timeoutMs: number,
): Promise<P[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const left = processes.filter((identity) => findProcess(identity) !== null);
    if (left.length === 0 || performance.now() >= deadline) return left;
    await sleep(pollMs);
  }
}

/** Resolves when no member of the group runs any more, or when the time is over. */
export async function waitUntilGroupGone(leaderPid: number, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (groupExists(leaderPid) && performance.now() < deadline) await sleep(pollMs);
}

const pollMs = 25;

function send(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // EPERM: on macOS the answer for a group of zombies; elsewhere not ours, and the wait tells.
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
