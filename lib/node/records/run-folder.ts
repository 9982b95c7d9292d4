/** The folder of one run: made, and proven to be writable, before anything is sent. */
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { causeOf, codeOf, RecordError, wording } from "./record-error.ts";

/** @returns its path. @throws RecordError of kind preflight */
export async function createRunFolder(resultsFolder: string, runId: string): Promise<string> {
  const folder = join(resultsFolder, runId);
  try {
    await makeFolder(resultsFolder);
    await mkdir(folder);
    await proveWritable(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST" && (error as NodeJS.ErrnoException).path === folder) {
      throw new RecordError("runExists", folder, wording.runExists(), { cause: error });
    }
    const text = wording.notWritable(causeOf(error));
    throw new RecordError("notWritable", resultsFolder, text, { cause: error });
  }
  return folder;
}

/** Node's own recursive `mkdir` never ends where the system says ENOENT below a folder that exists (`/proc`). */
async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

/** One that exists already, or that another run made in the meantime, is as good. */
async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

/** On a full disk folders can still be made, and files are still opened. */
async function proveWritable(folder: string): Promise<void> {
  const probe = join(folder, ".probe");
  try {
    await writeFile(probe, "writable\n".repeat(1024), { flush: true });
    await rm(probe);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
