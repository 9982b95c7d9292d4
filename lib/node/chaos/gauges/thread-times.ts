/**
 * How long did each thread of a process run, and how long did it wait for a processor? The kernel counts both
 * in nanoseconds (/proc/<pid>/task/<tid>/schedstat). Linux only.
 */
import { readdir, readFile } from "node:fs/promises";
import type { ThreadTimes, TimesByThread } from "../../../core/chaos/pressure-reading.ts";
import { messages } from "../messages.ts";

const NANO = 1e9;

/** Nothing for a process that is gone. @throws Error where this kernel does not count */
export async function threadTimes(pid: number): Promise<TimesByThread> {
  const threads = await readdir(`/proc/${pid}/task`).catch((): string[] => []);
  const times = await Promise.all(threads.map((thread) => timesOf(pid, thread)));
  return Object.fromEntries(times.filter((each) => each !== null));
}

async function timesOf(pid: number, thread: string): Promise<[string, ThreadTimes] | null> {
  const file = `/proc/${pid}/task/${thread}/schedstat`;
  const text = await readFile(file, "utf8").catch(() => null);
  // Gone in this moment, unless the process's folder says otherwise.
  if (text === null) return (await isThere(pid, thread)) ? notCounted(file) : null;
  const [ran, waited] = text.split(" ").map(Number);
  if (ran === undefined || waited === undefined || !Number.isFinite(ran + waited)) return notCounted(file);
  return [`${pid}/${thread}`, { ranSeconds: ran / NANO, waitedSeconds: waited / NANO }];
}

async function isThere(pid: number, thread: string): Promise<boolean> {
  return (await readdir(`/proc/${pid}/task`).catch((): string[] => [])).includes(thread);
}

function notCounted(file: string): never {
  throw new Error(messages.notCounted(file));
}
