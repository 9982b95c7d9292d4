/** How much memory do the holders of a fault have in real pages, and how much could the machine still give? */
import { readFile } from "node:fs/promises";
import type { Effect } from "../../../core/experiment/effect.ts";
import { burnersWith } from "../effectors/burners.ts";
import type { Gauge } from "../gauge.ts";
import { messages } from "../messages.ts";

type MemoryHeld = Extract<Effect, { kind: "memoryHeld" }>;

const KIBIBYTE = 1024;

export function memoryTaken({ kind, mark, bytes }: MemoryHeld): Gauge {
  return {
    read: async () => {
      if (process.platform !== "linux") throw new Error(messages.needsProcessTable(kind));
      const availableBytes = bytesIn(await readFile("/proc/meminfo", "utf8"), "MemAvailable");
      if (availableBytes === null) throw new Error(messages.noAvailableMemory);
      const held = await Promise.all(burnersWith(mark).map(residentBytes));
      const heldBytes = held.reduce((sum, each) => sum + each, 0);
      return { kind: "memory", askedBytes: bytes, heldBytes, availableBytes };
    },
  };
}

/** 0 for a process that is gone. */
async function residentBytes(pid: number): Promise<number> {
  return bytesIn(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""), "VmRSS") ?? 0;
}

/** Of a line such as `VmRSS:    262144 kB`. */
function bytesIn(text: string, field: string): number | null {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * KIBIBYTE;
}
