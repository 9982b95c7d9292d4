/** `tidemark report`: the files of a run that people read, made anew from its record. */
import { dirname, join, resolve } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { readRecord } from "../../node/records/read-record.ts";
import { writeReports, writeRunReports } from "./write-reports.ts";

export interface RefreshedReport {
  readonly runId: string;
  readonly folder: string;
  /** The page about the run. */
  readonly page: string;
  /** A sentence for each file that could not be written. */
  readonly problems: readonly string[];
}

/**
 * The summary of a CI job is left alone: the run itself has added to it.
 * @param reference `latest`, a run's id, or a path
 * @throws Failure where there is no such run, or its record cannot be read
 */
export async function refreshReport(reference: string, resultsFolder: string): Promise<RefreshedReport> {
  const { folder, record } = await readRecord(reference, resultsFolder);
  const isListed = dirname(resolve(folder)) === resolve(resultsFolder);
  const problems = isListed
    ? await writeReports({ folder, resultsFolder, env: {} })
    : await writeRunReports({ folder, env: {} });
  return { runId: record.runId, folder, page: join(folder, fileNames.reportHtml), problems };
}
