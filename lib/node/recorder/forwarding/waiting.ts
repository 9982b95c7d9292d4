/**
 * The queue of what is to be sent, in order: on disk, and in memory while the disk is full. Memory is
 * bounded; where it is full too the oldest goes, for k6's values are totals: the newest says most.
 */
import { openSpool } from "./spool.ts";
import type { Push } from "./push.ts";

export interface Waiting {
  add(push: Push): void;
  /** The oldest, until it is removed; null when nothing waits. */
  first(): Push | null;
  removeFirst(): void;
  readonly lost: Loss;
  /** Samples that still wait. */
  samples(): number;
  /** @returns why something is left on the disk that should not be; null when not */
  close(): string | null;
}

export interface Loss {
  readonly samples: number;
  /** The disk's words; null while it did what it should. */
  readonly because: string | null;
}

export function openWaiting(path: string, memoryBytes: number): Waiting {
  const spool = openSpool(path);
  const memory: Push[] = [];
  let inMemoryBytes = 0;
  let samplesOnDisk = 0;
  let current: { readonly push: Push; readonly isOnDisk: boolean } | null = null;
  let lost: Loss = { samples: 0, because: null };

  const lose = (samples: number, because: string | null = null) => {
    lost = { samples: lost.samples + samples, because: lost.because ?? because };
  };
  const keepInMemory = (push: Push) => {
    memory.push(push);
    inMemoryBytes += push.body.length;
    while (inMemoryBytes > memoryBytes) lose(takeFromMemory()?.samples ?? 0);
  };
  const takeFromMemory = (): Push | null => {
    const push = memory.shift() ?? null;
    inMemoryBytes -= push?.body.length ?? 0;
    return push;
  };
  const firstOnDisk = (): Push | null => {
    try {
      return spool.first();
    } catch (error) {
      lose(samplesOnDisk, reasonOf(error));
      samplesOnDisk = 0;
      spool.clear();
      return null;
    }
  };
  return {
    add: (push) => {
      // Behind what waits in memory already, or the order would be lost.
      if (memory.length > 0) {
        keepInMemory(push);
        return;
      }
      try {
        spool.add(push);
        samplesOnDisk += push.samples;
      } catch (error) {
        lose(0, reasonOf(error));
        keepInMemory(push);
      }
    },
    first: () => {
      if (current !== null) return current.push;
      const onDisk = firstOnDisk();
      const push = onDisk ?? takeFromMemory();
      current = push && { push, isOnDisk: onDisk !== null };
      return push;
    },
    removeFirst: () => {
      if (current?.isOnDisk === true) {
        samplesOnDisk -= current.push.samples;
        spool.removeFirst();
      }
      current = null;
    },
    get lost() {
      return lost;
    },
    samples: () => {
      const taken = current === null || current.isOnDisk ? 0 : current.push.samples;
      return samplesOnDisk + taken + memory.reduce((sum, push) => sum + push.samples, 0);
    },
    close: () => {
      try {
        spool.close();
        return null;
      } catch (error) {
        return `${path}: ${reasonOf(error)}`;
      }
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
