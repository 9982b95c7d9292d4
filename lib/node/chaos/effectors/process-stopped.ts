/** A process stands still (SIGSTOP), and goes on with the undo (SIGCONT). It alone, not its group. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Effect, ProcessReference } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector } from "../effector.ts";
import { messages } from "../messages.ts";
import { isStopped, stateOf } from "./process-state.ts";

type ProcessStopped = Extract<Effect, { kind: "processStopped" }>;

/** The kernel stops a process at once, unless it waits for a disk. */
const FOLLOWS_WITHIN_MS = 2_000;
const POLL_MS = 5;

export function processStopped(): Effector<ProcessStopped> {
  return {
    apply: async ({ kind, process: target }) => {
      if (process.platform !== "linux") throw new Error(messages.needsProcessTable(kind));
      const { name, pid } = target;
      if (stateOf(target) === null) throw new Error(messages.processGone(name, pid));
      process.kill(pid, "SIGSTOP");
      const state = await stateOnce(target, isStopped);
      if (state === null) throw new Error(messages.processGone(name, pid));
      if (!isStopped(state)) throw new Error(messages.notStopped(name, pid, state));
    },
    undo: async ({ process: target }) => {
      const before = stateOf(target);
      if (before === null || !isStopped(before)) return;
      process.kill(target.pid, "SIGCONT");
      const state = await stateOnce(target, (now) => !isStopped(now));
      if (state !== null && isStopped(state)) throw new Error(messages.notContinued(target.name, target.pid));
    },
    readBack: async ({ kind, process: target }) => {
      if (process.platform !== "linux")
        return { presence: "unknown", text: messages.needsProcessTable(kind) };
      const { name, pid } = target;
      try {
        const state = stateOf(target);
        if (state === null) return { presence: "clean", text: messages.processGoneClean(name, pid) };
        const presence = isStopped(state) ? "present" : "clean";
        return { presence, text: messages.processState(name, pid, state) };
      } catch (error) {
        return { presence: "unknown", text: messages.readBackFailed(reasonOf(error)) };
      }
    },
  };
}

/** The state once it is as wanted, or what it is when the time is over. */
async function stateOnce(
  target: ProcessReference,
  wanted: (state: string) => boolean,
): Promise<string | null> {
  const deadline = performance.now() + FOLLOWS_WITHIN_MS;
  for (;;) {
    const state = stateOf(target);
    if (state === null || wanted(state) || performance.now() >= deadline) return state;
    await sleep(POLL_MS);
  }
}
