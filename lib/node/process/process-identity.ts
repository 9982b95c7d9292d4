/**
 * Is this still the process that was meant? A process id alone is no answer: ids are used
 * again. A process is known by its id and its start time; on Linux the start time counts
 * from boot, so the boot's id belongs to it. A zombie counts as gone: it holds nothing.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { messages } from "./messages.ts";
import { ProcessError } from "./process-error.ts";

export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: compare for equality only. */
  readonly startTime: string;
}

export interface ObservedProcess extends ProcessIdentity {
  readonly groupId: number;
}

/** What runs under this id now; null when nothing does. */
export function observeProcess(pid: number): ObservedProcess | null {
  if (process.platform === "linux") return observeOnLinux(pid);
  if (process.platform === "win32") {
    throw new ProcessError("unsupportedPlatform", messages.unsupportedPlatform(process.platform));
  }
  return observeWithPs(pid);
}

/** The process that was meant, if it still runs; null when it is gone or its id went to a stranger. */
export function findProcess(identity: ProcessIdentity): ObservedProcess | null {
  const observed = observeProcess(identity.pid);
  return observed?.startTime === identity.startTime ? observed : null;
}

/** This very process. */
export function ownIdentity(): ProcessIdentity {
  const own = observeProcess(process.pid);
  if (own === null) throw new ProcessError("unsupportedPlatform", messages.noProcessTable(process.platform));
  return { pid: own.pid, startTime: own.startTime };
}

function observeOnLinux(pid: number): ObservedProcess | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  const parsed = parseLinuxStat(stat);
  return parsed && { pid, groupId: parsed.groupId, startTime: `${bootId()}:${parsed.startTicks}` };
}

/** @returns null for a zombie. The name in parentheses may itself hold spaces and parentheses. */
export function parseLinuxStat(stat: string): { groupId: number; startTicks: string } | null {
  const [state, , groupId, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTicks = rest[16]; // field 22 of proc_pid_stat(5)
  if (state === "Z" || state === "X" || startTicks === undefined) return null;
  return { groupId: Number(groupId), startTicks };
}

function bootId(): string {
  return (cachedBootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}
let cachedBootId: string | undefined;

function observeWithPs(pid: number): ObservedProcess | null {
  const options = { encoding: "utf8", env: { ...process.env, LC_ALL: "C", TZ: "UTC" } } as const;
  const { status, stdout } = spawnSync("ps", ["-o", "pgid=,state=,lstart=", "-p", String(pid)], options);
  const parsed = status === 0 ? parsePsLine(stdout) : null;
  return parsed && { pid, ...parsed };
}

/** @returns null for a zombie and for an empty answer. */
export function parsePsLine(line: string): { groupId: number; startTime: string } | null {
  const match = /^\s*(\d+)\s+(\S+)\s+(\S.*?)\s*$/.exec(line);
  if (match === null || match[2]?.startsWith("Z") === true) return null;
  return { groupId: Number(match[1]), startTime: String(match[3]) };
}
