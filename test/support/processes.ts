/**
 * The processes below one of ours, seen from outside (/proc, so Linux only): to see that nothing
 * outlives a run. Tidemark's own ledger is not asked: it is what is tested.
 */
import { readdirSync, readFileSync } from "node:fs";

export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  /** In clock ticks since boot: with the pid, it names one process for good. */
  readonly startTime: string;
  readonly command: string;
}

/** Children, their children, and so on; the process itself left out. */
export function descendantsOf(pid: number): SeenProcess[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => seen(Number(name)) ?? []);
  const below = (parent: number): SeenProcess[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Those that still run; one that has ended and was not yet waited for does not. */
export function stillRunning(processes: readonly SeenProcess[]): SeenProcess[] {
  return processes.filter(({ pid, startTime }) => seen(pid)?.startTime === startTime);
}

/** Null for a process that is gone, or ended (state Z). */
function seen(pid: number): SeenProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent] = fields;
    const startTime = fields[19] ?? "";
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return state === "Z" ? null : { pid, parent: Number(parent), startTime, command };
  } catch {
    return null; // ended while we looked
  }
}
