/**
 * How the monitoring folder differs from what would be generated now: files that are missing or
 * different, and files in generated folders that nothing generates any more.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { generatedFolders, type GeneratedFile } from "../../core/rules/generated-files.ts";
import { render } from "./render.ts";

export interface Difference {
  /** Relative to the monitoring folder. */
  readonly path: string;
  /** What it should hold; null: it should not be there. */
  readonly content: string | null;
}

export function differences(folder: string, files: readonly GeneratedFile[]): readonly Difference[] {
  const wanted = new Map(files.map((file) => [file.path, render(file)]));
  const changed = [...wanted].filter(([path, content]) => textOf(join(folder, path)) !== content);
  const leftOver = generatedFolders
    .flatMap((name) => filesBelow(folder, name))
    .filter((path) => !wanted.has(path));
  return [
    ...changed.map(([path, content]) => ({ path, content })),
    ...leftOver.map((path) => ({ path, content: null })),
  ];
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Hand-written pages about a folder are no generated files. */
function filesBelow(folder: string, name: string): string[] {
  try {
    return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
