/**
 * Counts how often the threads of a process got a turn on a CPU, and how long they had waited for it in
 * the scheduler's queue: `/proc/<pid>/task/<thread>/schedstat`, which only Linux has. A thread that ends
 * takes its figures with it, so what each has added since the last call is added up here.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Turns } from "./generator-health.ts";

/** @returns a function that gives the totals so far; null where there is nothing to read */
export function turnCounter(pid: number, procFolder = "/proc"): () => Turns | null {
  let known = new Map<string, Turns>();
  let total = noTurns;
  return () => {
    const threads = threadsOf(`${procFolder}/${pid}/task`);
    if (threads.length === 0) return null;
    for (const [thread, now] of threads) {
      const before = known.get(thread) ?? noTurns;
      // A thread's id is used again: fewer turns than before are another thread's.
      const added = now.count < before.count ? now : minus(now, before);
      total = { count: total.count + added.count, waitedMs: total.waitedMs + added.waitedMs };
    }
    known = new Map(threads);
    return total;
  };
}

const noTurns: Turns = { count: 0, waitedMs: 0 };

function minus(now: Turns, before: Turns): Turns {
  return { count: now.count - before.count, waitedMs: now.waitedMs - before.waitedMs };
}

function threadsOf(folder: string): [thread: string, turns: Turns][] {
  try {
    return readdirSync(folder).flatMap((thread) => {
      const turns = turnsIn(`${folder}/${thread}/schedstat`);
      return turns === null ? [] : [[thread, turns]];
    });
  } catch {
    return []; // another platform, or the process has just ended
  }
}

/** Three numbers: ns on a CPU, ns of waiting for one, turns. */
function turnsIn(file: string): Turns | null {
  try {
    const [, waitedNs, count] = readFileSync(file, "utf8").trim().split(" ").map(Number);
    if (waitedNs === undefined || count === undefined) return null;
    return Number.isFinite(waitedNs + count) ? { count, waitedMs: waitedNs / 1e6 } : null;
  } catch {
    return null; // the thread has just ended, or the kernel keeps no such figures
  }
}
