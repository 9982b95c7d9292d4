/**
 * May a sweep remove this folder? Only one named tidemark-*, in the system's temporary
 * folder or in our state folder: a wrong or old ledger must never cost anybody's data.
 */
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, resolve, sep } from "node:path";

export function isSweepable(path: string, stateFolder: string): boolean {
  if (!isAbsolute(path) || !basename(resolve(path)).startsWith("tidemark-")) return false;
  const parent = real(dirname(resolve(path)));
  return sweepablePlaces(stateFolder).some((place) => parent === place || parent.startsWith(place + sep));
}

export function sweepablePlaces(stateFolder: string): string[] {
  return [real(tmpdir()), real(stateFolder)];
}

/** With links resolved, so that neither side can point elsewhere. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
