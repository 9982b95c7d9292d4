/** In which state is this very process? As the kernel tells (/proc), so Linux only. */
import { readFileSync } from "node:fs";
import type { ProcessReference } from "../../../core/experiment/effect.ts";
import { findProcess } from "../../process/process-identity.ts";

/** A letter of proc_pid_stat(5), such as R, S or T; null when the process is gone, or its id went to a stranger. */
export function stateOf(reference: ProcessReference): string | null {
  if (findProcess(reference) === null) return null;
  try {
    const stat = readFileSync(`/proc/${reference.pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
  } catch {
    return null; // gone in this moment
  }
}

/** By a signal (T) or by a tracer (t). */
export function isStopped(state: string): boolean {
  return state.toUpperCase() === "T";
}
