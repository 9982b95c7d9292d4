/** The runs of a results folder with their records, the newest first. One that can't be read says why and hides no other. */
import { join } from "node:path";
import { Failure } from "../../core/record/failure.ts";
import { fileNames } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import { readRecordFile } from "./read-record.ts";
import { runIds } from "./run-ids.ts";

export type ListedRun = { readonly runId: string; readonly folder: string } & (
  | { readonly state: "readable"; readonly record: RunRecord }
  | { readonly state: "unreadable"; readonly problem: string }
);

export async function listRuns(resultsFolder: string): Promise<ListedRun[]> {
  const listed: ListedRun[] = [];
  for (const runId of await runIds(resultsFolder)) {
    const folder = join(resultsFolder, runId);
    try {
      const record = await readRecordFile(join(folder, fileNames.run));
      listed.push({ runId, folder, state: "readable", record });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      listed.push({ runId, folder, state: "unreadable", problem: error.message });
    }
  }
  return listed;
}
