/**
 * Lets one process at a time install a program into a cache folder; the others wait and then find
 * it there. The lock is a folder whose time its holder renews; where that stops (the holder was
 * killed) it is taken over. A holder always ends, since every step of it has a time limit.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { programFolder } from "./cache-folder.ts";
import type { Search } from "./search.ts";

const pollMs = 200;

export async function withInstallLock<T>(search: Search, work: () => Promise<T>): Promise<T> {
  const release = await acquire(search);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(search: Search): Promise<() => Promise<void>> {
  const folder = programFolder(search);
  await mkdir(folder, { recursive: true });
  for (let attempt = 0; ; attempt += 1) {
    search.signal.throwIfAborted();
    const release = await tryLock(folder, search.limits.lockStaleMs);
    if (release !== null) return release;
    if (attempt === 0) search.say(`${search.name}: another process is installing it, waiting`);
    await delay(pollMs, undefined, { signal: search.signal });
  }
}

async function tryLock(folder: string, staleMs: number): Promise<(() => Promise<void>) | null> {
  let isLost = false;
  try {
    const release = await lock(folder, {
      lockfilePath: join(folder, ".lock"),
      stale: staleMs,
      // Lost when this process was suspended for long. Harmless: what is installed is renamed into place whole.
      onCompromised: () => {
        isLost = true;
      },
    });
    return async () => {
      if (!isLost) await release();
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return null;
    throw error;
  }
}
