/** Writes what a run leaves behind as whole files: the record, texts made from it, and which run was last. */
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import { RecordError, wording } from "./record-error.ts";
import { fieldOf, recordSchema } from "./record-schema.ts";
import { writeDurably } from "./write-durably.ts";

/**
 * A record that could not be read again is refused: JSON would turn a NaN into null, and the
 * report would say something that nobody measured.
 */
export async function writeRecord(runFolder: string, record: RunRecord): Promise<void> {
  const path = join(runFolder, fileNames.run);
  const checked = recordSchema.safeParse(record);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new RecordError("invalidRecord", path, wording.invalidRecord(...fieldOf(issue)));
  }
  await writeDurably(path, `${JSON.stringify(record, null, 2)}\n`);
}

export async function writeText(path: string, text: string): Promise<void> {
  await writeDurably(path, text);
}

/** A text file, not a link: it works on every file system and in every archive. */
export async function writeLatest(resultsFolder: string, runId: string): Promise<void> {
  await writeDurably(join(resultsFolder, fileNames.latest), `${runId}\n`);
}
