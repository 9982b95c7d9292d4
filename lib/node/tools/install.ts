/**
 * Puts a program into the cache so that it is there whole or not at all: it is made in a scratch
 * folder beside its final place, must say a version that fits, and is then renamed over whatever
 * was there. The scratch folder is removed in any case; one that a killed process left behind is
 * removed by the next installation. Call it under `withInstallLock`.
 */
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { programFile, programFolder } from "./cache-folder.ts";
import type { Search } from "./search.ts";
import { ToolError } from "./tool-error.ts";
import { versionOf } from "./version-of.ts";

const scratchPrefix = ".installing-";

/**
 * @param make writes the program into the given scratch folder and returns its path
 * @returns the version that it says
 * @throws ToolError `unfit` when what was made does not run here or has another version
 */
export async function install(search: Search, make: (scratch: string) => Promise<string>): Promise<string> {
  const folder = programFolder(search);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, scratchPrefix));
  try {
    const made = await make(scratch);
    await chmod(made, 0o755);
    const finding = await versionOf(made, search);
    if (!finding.fits)
      throw new ToolError("preflight", "unfit", `the installed program is of no use: ${finding.why}`);
    await rename(made, programFile(search));
    return finding.version;
  } finally {
    await remove(scratch);
  }
}

/** What processes that were killed left; nobody else installs while the lock is held. */
export async function removeLeftovers(search: Search): Promise<void> {
  const folder = programFolder(search);
  for (const name of await readdir(folder)) {
    if (name.startsWith(scratchPrefix)) await remove(join(folder, name));
  }
}

/** Retries: compilers that were ended with their group may still be creating files for a moment. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
