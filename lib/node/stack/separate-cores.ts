/**
 * Keeps the runner, and with it the load, apart from the system's processors while the system is there,
 * so that a burned CPU does not blind whoever measures what it does.
 */
import { allowedCores, pinProcess, splitOwnCores, type CoreSplit } from "../process/pinning.ts";
import { messages } from "./messages.ts";
import type { UndoList } from "./undo-list.ts";

export interface SeparatedCores {
  /** Null where everybody shares them all. */
  readonly cores: CoreSplit | null;
  /** For the record: which, or why not. */
  readonly note: string;
}

export function separateCores(undo: UndoList): SeparatedCores {
  const before = allowedCores(process.pid);
  const split = splitOwnCores();
  if ("whyNot" in split) return { cores: null, note: messages.notSeparated(split.whyNot) };
  if (before === null || !pinProcess(process.pid, split.generator)) {
    return { cores: null, note: messages.notSeparated(messages.notPinned) };
  }
  undo.add("give the runner its processors back", async () => {
    pinProcess(process.pid, before);
  });
  return { cores: split, note: messages.separated(split.generator, split.system) };
}
