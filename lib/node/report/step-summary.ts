/** The summary of a CI job: GitHub names a file, and whatever is added to it is shown with the job. */
import { appendFile } from "node:fs/promises";
import { ReportError } from "./report-error.ts";

/** @throws ReportError where the file cannot be added to */
export async function addToStepSummary(path: string, markdown: string): Promise<void> {
  await appendFile(path, `${markdown}\n`).catch((error: unknown) => {
    throw ReportError.summaryNotWritten(path, error);
  });
}
