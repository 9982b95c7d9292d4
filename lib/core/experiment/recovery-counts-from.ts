/**
 * From when the time to recover counts: from the undo, or from the injection where the system has to heal
 * what the fault did, as after a kill; the restart is part of that.
 */
import type { FaultKind } from "./experiment.ts";

export function recoveryCountsFrom(kind: FaultKind): "undo" | "injection" {
  return kind === "kill" ? "injection" : "undo";
}
