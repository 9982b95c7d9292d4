/**
 * Targets by name: which there are, and what is in one. `embedded` is the system that Tidemark
 * starts itself, so no file has its name. Whether anything answers at the addresses is
 * preflight's question.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseTarget } from "./parse-target.ts";
import { ProjectError, wholeFile, wording } from "./project-error.ts";
import type { Project } from "./project.ts";
import type { Target } from "./target.ts";

export const embeddedTarget = "embedded";
const folder = "targets";
const extension = ".yaml";

/** @throws ProjectError */
export async function readTarget(project: Project, name: string): Promise<Target> {
  const file = `${folder}/${name}${extension}`;
  if (name === embeddedTarget) {
    throw new ProjectError([wholeFile("unknownTarget", file, wording.reservedTarget())]);
  }
  const known = await listTargets(project);
  if (!known.includes(name)) {
    throw new ProjectError([wholeFile("unknownTarget", folder, wording.unknownTarget(name, known))]);
  }
  return parseTarget(project, name, file, await textOf(project, file));
}

/** Names of the project's targets, sorted; none where it has no such folder. */
export async function listTargets(project: Project): Promise<string[]> {
  try {
    const entries = await readdir(join(project.root, folder));
    return entries
      .filter((entry) => entry.endsWith(extension))
      .map((entry) => entry.slice(0, -extension.length))
      .filter((name) => name !== embeddedTarget)
      .sort();
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return [];
    throw new ProjectError([wholeFile("brokenFile", folder, wording.notAFolder(code))], { cause: error });
  }
}

async function textOf(project: Project, file: string): Promise<string> {
  try {
    return await readFile(join(project.root, file), "utf8");
  } catch (error) {
    throw new ProjectError([wholeFile("brokenFile", file, wording.unreadable(codeOf(error)))], {
      cause: error,
    });
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "an unknown error";
}
