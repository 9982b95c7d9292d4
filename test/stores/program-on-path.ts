/** The first executable file of that name in the folders of the PATH; null where there is none. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export function programOnPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
