/** Where an installed program lies below the project's cache folder, and what else lies there. */
import { join } from "node:path";
import { executableName } from "./platform.ts";
import type { Search } from "./search.ts";

/** Holds the program, the lock of whoever installs it, and scratch folders of installations. */
export function programFolder(search: Search): string {
  return join(search.cacheFolder, "tools", search.name, search.program.version);
}

export function programFile(search: Search): string {
  return join(programFolder(search), executableName(search.program.executable, search.platform));
}
