/** Writes the overview of all runs, `index.html` in the results folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { overviewHtml, type OverviewRun } from "../../core/report/html/overview-html.ts";
import { writeText } from "../../node/records/write-record.ts";
import { pageAssets } from "../../node/report/page-assets.ts";
import { summarisedRuns } from "./summarised-runs.ts";

/** @returns its path. @throws Failure where it cannot be written */
export async function writeOverview(resultsFolder: string): Promise<string> {
  const runs = await summarisedRuns(resultsFolder);
  const linked = runs.map((run): OverviewRun => ({ ...run, href: linkTo(resultsFolder, run.runId) }));
  const { style } = await pageAssets();
  const path = join(resultsFolder, fileNames.index);
  await writeText(path, overviewHtml(linked, style));
  return path;
}

/** Relative, so that the folder can be moved and served. */
function linkTo(resultsFolder: string, runId: string): string | null {
  const isThere = existsSync(join(resultsFolder, runId, fileNames.reportHtml));
  return isThere ? `${encodeURIComponent(runId)}/${fileNames.reportHtml}` : null;
}
