/**
 * Everything that people and other programs read of a finished run, made from its record. What cannot be
 * written is told and keeps nothing else from being written: a report never changes a verdict.
 */
import { join } from "node:path";
import { Failure } from "../../core/record/failure.ts";
import { fileNames } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import { reportHtml } from "../../core/report/html/report-html.ts";
import { junitXml } from "../../core/report/junit-xml.ts";
import { loadTestReport } from "../../core/report/load-test-report.ts";
import { reportMarkdown } from "../../core/report/markdown/report-markdown.ts";
import { reportData } from "../../core/report/report-data.ts";
import { readRecordFile } from "../../node/records/read-record.ts";
import { writeText } from "../../node/records/write-record.ts";
import { pageAssets } from "../../node/report/page-assets.ts";
import { addToStepSummary } from "../../node/report/step-summary.ts";
import { gather, type GatheredRun } from "./gather.ts";
import { writeOverview } from "./write-overview.ts";

export interface RunReportRequest {
  /** Of the run. */
  readonly folder: string;
  /** `GITHUB_STEP_SUMMARY` names the file that the summary of a CI job is added to. */
  readonly env: NodeJS.ProcessEnv;
}

export interface ReportRequest extends RunReportRequest {
  /** Of all runs: its overview is refreshed too. */
  readonly resultsFolder: string;
}

/** @returns a sentence for each file that could not be written */
export async function writeReports({ folder, resultsFolder, env }: ReportRequest): Promise<string[]> {
  const problems = await writeRunReports({ folder, env });
  await attempt(problems, async () => {
    await writeOverview(resultsFolder);
  });
  return problems;
}

/** The run's own files alone. */
export async function writeRunReports({ folder, env }: RunReportRequest): Promise<string[]> {
  const problems: string[] = [];
  await attempt(problems, async () => {
    const record = await readRecordFile(join(folder, fileNames.run));
    await attempt(problems, () => writeText(join(folder, fileNames.junit), junitXml(record)));
    await attempt(problems, () => writeMarkdown(folder, record));
    await attempt(problems, () => addToSummary(record, env));
    const run = await gather(folder, record);
    await attempt(problems, () => writeLoadTestReport(folder, record, run));
    await attempt(problems, () => writePage(folder, record, run));
  });
  return problems;
}

async function attempt(problems: string[], write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problems.push(error.message);
  }
}

async function writeMarkdown(folder: string, record: RunRecord): Promise<void> {
  await writeText(join(folder, fileNames.reportMarkdown), reportMarkdown(record));
}

async function addToSummary(record: RunRecord, env: NodeJS.ProcessEnv): Promise<void> {
  const path = env["GITHUB_STEP_SUMMARY"] ?? "";
  if (path !== "") await addToStepSummary(path, reportMarkdown(record));
}

async function writeLoadTestReport(
  folder: string,
  record: RunRecord,
  { gathered }: GatheredRun,
): Promise<void> {
  const report = loadTestReport(record, gathered.phaseCounts());
  await writeText(join(folder, fileNames.loadTestReport), `${JSON.stringify(report, null, 2)}\n`);
}

async function writePage(folder: string, record: RunRecord, run: GatheredRun): Promise<void> {
  const page = reportHtml(reportData(record, run.gathered, run.missing), await pageAssets());
  await writeText(join(folder, fileNames.reportHtml), page);
}
