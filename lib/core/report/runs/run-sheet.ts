/** A row for each run that can be read. */
import { count, duration, percent, rate, span } from "../../record/units.ts";
import { figures, type Sheet, words } from "../sheet.ts";
import type { RunSummary } from "./run-summary.ts";

export function runSheet(runs: readonly RunSummary[]): Sheet {
  return {
    head: [
      words("run"),
      words("verdict"),
      words("scenario"),
      words("target"),
      words("started (UTC)"),
      figures("took"),
      figures("requests"),
      figures("rate"),
      figures("errors"),
      figures("p95"),
    ],
    rows: runs.map((run) => [
      run.runId,
      { text: run.verdict, meaning: run.verdict },
      run.scenario,
      run.target,
      `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 16)}`,
      run.seconds === null ? "unknown" : span(run.seconds),
      count(run.requests),
      rate(run.requestsPerSecond),
      run.errorShare === null ? "not judged" : percent(run.errorShare, 0),
      run.p95Seconds === null ? "none" : duration(run.p95Seconds),
    ]),
  };
}
