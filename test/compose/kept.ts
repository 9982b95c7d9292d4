/**
 * What is expensive to make is made once and kept in the cache folder: a step writes into a folder
 * of its own, which gets its name when it is whole. An interrupted step leaves nothing that counts.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../lib/node/process/folders.ts";

export function keptFolder(env: NodeJS.ProcessEnv, ...segments: string[]): string {
  return join(cacheFolder(env), "compose", ...segments);
}

/** @returns the folder, made by `make` where it is not there yet */
export async function kept(folder: string, make: (scratch: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const scratch = `${folder}.${process.pid}.new`;
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  try {
    await make(scratch);
    renameSync(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
