/** Writes a small file so that a reader sees the old or the new content, never a part. Synchronous on purpose: it must be on disk before the next thing is started. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function writeAtomically(file: string, content: string, mode = 0o666): void {
  const temporary = `${file}.${process.pid}.tmp`; // two runs may write the same file
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
