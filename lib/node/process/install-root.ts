/**
 * Where is the engine installed? Bundles in `dist/` and sources run by ts-node lie at
 * different depths, so the answer is found by walking up to the engine's package.json.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProcessError } from "./process-error.ts";
import { messages } from "./messages.ts";

const engineName = "tidemark";

/** The folder of the engine's package.json. */
export function installRoot(): string {
  return (cached ??= findRoot(import.meta.dirname));
}
let cached: string | undefined;

/** An absolute path inside the engine's `dist/`. */
export function distFile(relative: string): string {
  return join(installRoot(), "dist", relative);
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (packageName(join(folder, "package.json")) === engineName) return folder;
    if (folder === dirname(folder)) throw new ProcessError("noInstallRoot", messages.noInstallRoot(start));
  }
}

function packageName(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined; // no package.json here, or one that is not ours to complain about
  }
}
