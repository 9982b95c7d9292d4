/** Memory is taken, every page of it, and never so much that the machine runs out of it. */
import { freemem } from "node:os";
import type { Effect } from "../../../core/experiment/effect.ts";
import type { Effector } from "../effector.ts";
import { messages } from "../messages.ts";
import { checkMark, endBurners, lookForBurners, startBurner } from "./burners.ts";

type MemoryHeld = Extract<Effect, { kind: "memoryHeld" }>;

/** What stays for the controller, the system under test and the rest: with less, the kernel begins to kill. */
export const KEPT_FREE_BYTES = 512 * 1024 * 1024;

/** @param availableBytes of the machine, or of the control group that we live in; a test gives another */
export function memoryHeld(
  env: NodeJS.ProcessEnv,
  availableBytes: () => number = leastAvailable,
): Effector<MemoryHeld> {
  return {
    apply: async ({ kind, mark, bytes, endsAfterSeconds }) => {
      checkMark(kind, mark);
      const available = availableBytes();
      if (available - bytes < KEPT_FREE_BYTES) {
        throw new Error(messages.tooLittleMemory(bytes, available, KEPT_FREE_BYTES));
      }
      await startBurner(mark, { what: "memory", bytes, endsAfterSeconds }, [], env);
    },
    undo: async ({ mark }) => endBurners(mark),
    readBack: async ({ kind, mark }) => lookForBurners(kind, mark),
  };
}

function leastAvailable(): number {
  return Math.min(freemem(), process.availableMemory());
}
