/**
 * Which executable files of a name are on the PATH, in its order? Absolute paths, each real file
 * once. An empty entry would mean the current folder and is left out: a program must not be picked
 * up from wherever one happens to stand.
 */
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { executableName, type Platform } from "./platform.ts";

export async function programsOnPath(
  name: string,
  env: NodeJS.ProcessEnv,
  platform: Platform,
): Promise<string[]> {
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter((folder) => folder !== "");
  const byRealPath = new Map<string, string>();
  for (const folder of folders) {
    const file = resolve(join(folder, executableName(name, platform)));
    const real = await realExecutable(file);
    if (real !== null && !byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

async function realExecutable(file: string): Promise<string | null> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile() ? await realpath(file) : null;
  } catch {
    return null;
  }
}
