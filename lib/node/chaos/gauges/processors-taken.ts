/**
 * How much of the processors that the services may use do the workers of a fault get, and how long do the
 * services wait for one? Of a worker that may also run elsewhere nobody could tell what it took from
 * the services, so it does not count.
 */
import { readFile } from "node:fs/promises";
import type { TimesByThread } from "../../../core/chaos/pressure-reading.ts";
import type { Effect, ProcessReference } from "../../../core/experiment/effect.ts";
import { coresIn } from "../../process/pinning.ts";
import { findProcess } from "../../process/process-identity.ts";
import { burnersWith } from "../effectors/burners.ts";
import type { Gauge } from "../gauge.ts";
import { messages } from "../messages.ts";
import { threadTimes } from "./thread-times.ts";

type CpuBurned = Extract<Effect, { kind: "cpuBurned" }>;

/** @param services those that are to feel it, with the processes that they have now */
export function processorsTaken(
  { kind, mark, workers }: CpuBurned,
  services: readonly ProcessReference[],
): Gauge {
  return {
    read: async () => {
      if (process.platform !== "linux") throw new Error(messages.needsProcessTable(kind));
      const cores = await coresOfAll(services);
      if (cores.length === 0) throw new Error(messages.noServiceRuns);
      const atMs = performance.now();
      const times = await Promise.all((await confined(burnersWith(mark), cores)).map(threadTimes));
      const named = services.map(async ({ name, pid }) => ({ name, threads: await threadTimes(pid) }));
      return {
        ...{ kind: "processors", atMs, askedWorkers: workers, processors: cores.length },
        workers: together(times),
        services: await Promise.all(named),
      };
    },
  };
}

async function coresOfAll(services: readonly ProcessReference[]): Promise<number[]> {
  const running = services.filter((service) => findProcess(service) !== null);
  const each = await Promise.all(running.map(({ pid }) => coresOf(pid)));
  return [...new Set(each.flat())];
}

/** Those that can run on these processors alone. */
async function confined(pids: readonly number[], cores: readonly number[]): Promise<number[]> {
  const each = await Promise.all(pids.map(async (pid) => ({ pid, own: await coresOf(pid) })));
  return each
    .filter(({ own }) => own.length > 0 && own.every((core) => cores.includes(core)))
    .map(({ pid }) => pid);
}

/** Empty for a process that is gone. */
async function coresOf(pid: number): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return coresIn(/^Cpus_allowed_list:\s+([\d,-]+)$/m.exec(status)?.[1] ?? "");
}

function together(times: readonly TimesByThread[]): TimesByThread {
  return Object.assign({}, ...times) as TimesByThread;
}
