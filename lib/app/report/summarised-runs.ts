/** All runs of a results folder in a line each, the newest first; whole records are not kept. */
import { runSummary, type SummarisedRun } from "../../core/report/runs/run-summary.ts";
import { listRuns } from "../../node/records/list-runs.ts";

export async function summarisedRuns(resultsFolder: string): Promise<SummarisedRun[]> {
  const runs = await listRuns(resultsFolder);
  return runs.map((run) =>
    run.state === "readable"
      ? runSummary(run.record)
      : { state: "unreadable", runId: run.runId, problem: run.problem },
  );
}
