/** CPU time and memory of a process, from the operating system. */
import pidusage from "pidusage";
import { nothingTold, type Reader, type Reading, SubjectGone } from "./reading.ts";

export function processReader(pid: number): Reader {
  let runningMs = 0;
  const read = async (): Promise<Reading> => {
    const { ctime, memory, elapsed } = await pidusage(pid).catch((error: unknown) => {
      throw new SubjectGone(`process ${pid} has ended`, { cause: error });
    });
    // It has ended and nobody has waited for it yet: what holds no memory does not run.
    if (memory === 0) throw new SubjectGone(`process ${pid} has ended`);
    // Process ids are used again: a younger process is another one.
    if (elapsed < runningMs) throw new SubjectGone(`process ${pid} has ended, and its id is another's now`);
    runningMs = elapsed;
    return { ...nothingTold, cpuSeconds: ctime / 1000, residentBytes: memory };
  };
  return { source: "process", read, close: () => Promise.resolve() };
}
