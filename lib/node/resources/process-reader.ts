/** CPU time and memory of a process, from the operating system. */
import { setTimeout as delay } from "node:timers/promises";
import pidusage from "pidusage";
import { nothingTold, type Reader, type Reading, SubjectGone } from "./reading.ts";

/** What the operating system is asked, and how time passes: replaced in tests. */
export interface ProcessLook {
  readonly usageOf: (pid: number) => Promise<Usage>;
  readonly pause: (lengthMs: number) => Promise<unknown>;
}

/** As pidusage tells it: CPU time and age in milliseconds, memory in bytes. */
export interface Usage {
  readonly ctime: number;
  readonly memory: number;
  readonly elapsed: number;
}

const real: ProcessLook = { usageOf: (pid) => pidusage(pid), pause: (lengthMs) => delay(lengthMs) };

const PAUSE_MS = 50;
/** Linux counts the memory of a process that was started this moment as none yet; a busy machine takes its time. */
const MOST_PAUSES = 20;

export function processReader(pid: number, { usageOf, pause }: ProcessLook = real): Reader {
  let runningMs: number | null = null;
  const look = () =>
    usageOf(pid).catch((error: unknown) => {
      throw new SubjectGone(`process ${pid} has ended`, { cause: error });
    });
  const read = async (): Promise<Reading> => {
    let usage = await look();
    for (let pauses = 0; usage.memory === 0 && runningMs === null && pauses < MOST_PAUSES; pauses++) {
      await pause(PAUSE_MS);
      usage = await look();
    }
    const { ctime, memory, elapsed } = usage;
    // It has ended and nobody has waited for it yet: what holds no memory does not run.
    if (memory === 0) throw new SubjectGone(`process ${pid} has ended`);
    // Process ids are used again: a younger process is another one.
    if (runningMs !== null && elapsed < runningMs)
      throw new SubjectGone(`process ${pid} has ended, and its id is another's now`);
    runningMs = elapsed;
    return { ...nothingTold, cpuSeconds: ctime / 1000, residentBytes: memory };
  };
  return { source: "process", read, close: () => Promise.resolve() };
}
