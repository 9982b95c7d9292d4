/**
 * Which processors a process may use: with those of the load apart from those of the system, a burned
 * CPU does not blind the generator. Linux alone, by `taskset`; elsewhere everybody shares all of them.
 */
import { spawnSync } from "node:child_process";
import { messages } from "./messages.ts";

/** Processors by number, those that this process may use, divided in two. */
export interface CoreSplit {
  readonly generator: readonly number[];
  readonly system: readonly number[];
}

export type CoreSplitFinding = CoreSplit | { readonly whyNot: string };

/** The generator's part where there are many: what a load costs grows slower than what it asks for. */
const GENERATOR_SHARE = 0.25;

/** Looks at what this process may use. */
export function splitOwnCores(): CoreSplitFinding {
  if (process.platform !== "linux") return { whyNot: messages.noPinning(process.platform) };
  const allowed = allowedCores(process.pid);
  if (allowed === null) return { whyNot: messages.noTaskset };
  return splitCores(allowed) ?? { whyNot: messages.oneCore };
}

/** @returns null where there is nothing to divide */
export function splitCores(cores: readonly number[]): CoreSplit | null {
  if (cores.length < 2) return null;
  const count = Math.max(1, Math.floor(cores.length * GENERATOR_SHARE));
  return { generator: cores.slice(0, count), system: cores.slice(count) };
}

/** Every thread of the process, and whatever these start from now on. @returns whether it was done */
export function pinProcess(pid: number, cores: readonly number[]): boolean {
  taskset(["-a", "-c", "-p", cores.join(","), String(pid)]);
  // It reports success on the threads of a process that is gone.
  return allowedCores(pid)?.join() === cores.join();
}

/** What runs a program on these processors from its first instruction on, and all that it starts. */
export function pinningCommand(cores: readonly number[]): {
  readonly command: string;
  readonly args: string[];
} {
  return { command: "taskset", args: ["-c", cores.join(",")] };
}

/** @returns null where that can't be found out */
export function allowedCores(pid: number): readonly number[] | null {
  const answer = taskset(["-c", "-p", String(pid)]);
  const list = answer === null ? null : /: ([\d,-]+)\s*$/.exec(answer)?.[1];
  return list === null || list === undefined ? null : coresIn(list);
}

/** As the kernel lists them: `0-2,5`; none for an empty text. */
export function coresIn(list: string): number[] {
  return list === "" ? [] : list.split(",").flatMap(rangeOf);
}

/** `0-2` or `5`. */
function rangeOf(text: string): number[] {
  const [first, last] = text.split("-").map(Number);
  if (first === undefined) return [];
  return Array.from({ length: (last ?? first) - first + 1 }, (_, index) => first + index);
}

function taskset(args: readonly string[]): string | null {
  const { status, stdout } = spawnSync("taskset", args, { encoding: "utf8" });
  return status === 0 ? stdout : null;
}
