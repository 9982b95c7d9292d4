/**
 * What a container is left with when others take processors or memory from it. Nothing runs beside it
 * for that: its own limits are lowered, so that the load and the other containers feel nothing.
 */
import type { ContainerLimits } from "../../../core/experiment/effect.ts";

/** Docker takes no less: a hundredth of a processor. */
const LEAST_NANO_CPUS = 1e7;

/**
 * The kernel shares a contended processor evenly among busy threads. Services here are busy with one,
 * so beside `workers` others it gets one part in `workers` + 1 of what the container may use.
 */
export function fewerProcessors(before: ContainerLimits, workers: number): ContainerLimits {
  const nanoCpus = Math.max(LEAST_NANO_CPUS, Math.floor(before.nanoCpus / (workers + 1)));
  return { ...before, nanoCpus };
}

/** Above what is in use, so that taking memory kills nobody by itself: a service at rest takes a few MiB in a burst. */
export const SPARE_BYTES = 32 * 2 ** 20;

/**
 * The limit less `bytes`, but never less than what is in use and some to spare. Swap that was allowed
 * beyond the limit stays what it was. @returns null where nothing can be taken
 */
export function lessMemory(before: ContainerLimits, bytes: number, inUse: number): ContainerLimits | null {
  const memoryBytes = Math.max(before.memoryBytes - bytes, inUse + SPARE_BYTES);
  if (memoryBytes >= before.memoryBytes) return null;
  const taken = before.memoryBytes - memoryBytes;
  // 0 and -1 are not sizes: swap is not limited, or not counted.
  const memorySwapBytes =
    before.memorySwapBytes > 0 ? before.memorySwapBytes - taken : before.memorySwapBytes;
  return { ...before, memoryBytes, memorySwapBytes };
}
