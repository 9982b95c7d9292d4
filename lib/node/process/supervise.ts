/**
 * Watches a child process of ours that leads its own group and holds an IPC channel: tells when
 * it is gone with all of its group, and ends it politely or at once. A live child keeps the
 * runner's event loop alive; nothing here does so after its end.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { groupExists, signalGroup } from "./signal-process.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Supervised {
  readonly exited: Promise<Exit>;
  readonly send: (message: object) => void;
  readonly stop: (graceMs: number) => Promise<void>;
  readonly killNow: () => void;
}

/** How long killed members of a group may take to leave; a container's init may never collect them. */
const remainsMs = 300;
const pollMs = 10;

export function supervise(child: ChildProcess, pid: number, onExit: () => void): Supervised {
  let gone = false;
  let stopping: Promise<void> | undefined;
  const exited = whenExited(child).then(async (exit) => {
    gone = true; // from here on its id may go to a stranger
    await clearGroup(pid);
    onExit();
    return exit;
  });
  const killNow = () => {
    if (!gone) signalGroup(pid, "SIGKILL");
  };
  const stop = async (graceMs: number) => {
    child.kill("SIGTERM");
    const timer = setTimeout(killNow, graceMs);
    await exited;
    clearTimeout(timer);
  };
  return {
    exited,
    killNow,
    stop: (graceMs) => (stopping ??= stop(graceMs)),
    send: (message) => {
      if (child.connected) child.send(message, ignoreUndelivered);
    },
  };
}

/** Both events are awaited: the exit may be seen before the last messages, the channel's end not. */
async function whenExited(child: ChildProcess): Promise<Exit> {
  child.on("error", ignoreUndelivered);
  const exit = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve) => child.once("disconnect", resolve));
  return exit;
}

/** A signal or message for a child that has just ended: its exit tells. */
function ignoreUndelivered(): void {
  return;
}

/** What a child started in its group does not outlive it. */
async function clearGroup(leaderPid: number): Promise<void> {
  signalGroup(leaderPid, "SIGKILL");
  const deadline = performance.now() + remainsMs;
  while (groupExists(leaderPid) && performance.now() < deadline) await sleep(pollMs);
}
