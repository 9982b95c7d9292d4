/**
 * Writes a file so that a reader sees the old or the new content, never a part, and so that it
 * is there after a power cut: a temporary file beside it, fsync, rename, fsync of the folder.
 */
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { causeOf, codeOf, RecordError, wording } from "./record-error.ts";

/** What a test replaces to let a step fail. */
export interface DurableFiles {
  /** Writes a new file and syncs it. */
  readonly writeNew: (path: string, content: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly syncFolder: (path: string) => Promise<void>;
}

const noSpace = ["ENOSPC", "EDQUOT"];
let written = 0;

/** @throws RecordError of kind machine; the old content is then untouched */
export async function writeDurably(
  path: string,
  content: string,
  files: DurableFiles = realFiles,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${++written}.tmp`);
  try {
    await files.writeNew(temporary, content);
    await files.rename(temporary, path);
    await files.syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // what failed above says more
    const code = noSpace.includes(codeOf(error)) ? "diskFull" : "writeFailed";
    throw new RecordError(code, path, wording[code](causeOf(error)), { cause: error });
  }
}

const realFiles: DurableFiles = {
  async writeNew(path, content) {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  async syncFolder(path) {
    if (process.platform === "win32") return; // a folder can't be opened there
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};
