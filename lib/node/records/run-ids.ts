/** Which runs a results folder holds, the newest first. Whatever else lies there is left alone. */
import { readdir } from "node:fs/promises";
import { causeOf, codeOf, RecordError, wording } from "./record-error.ts";
import { isRunId } from "./run-id.ts";

/** Ids of the runs; none where the folder does not exist yet. */
export async function runIds(resultsFolder: string): Promise<string[]> {
  try {
    const entries = await readdir(resultsFolder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isRunId(entry.name))
      .map((entry) => entry.name)
      .sort()
      .reverse();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw new RecordError("unreadable", resultsFolder, wording.unreadable(causeOf(error)), { cause: error });
  }
}
