/** From k6's start to the finished record: the run itself, with everything that watches it. */
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { startK6 } from "../../node/generator/start-k6.ts";
import { type EventLog, openEventLog } from "../../node/records/event-log.ts";
import { writeLatest, writeRecord } from "../../node/records/write-record.ts";
import { writeReports } from "../report/write-reports.ts";
import { announced } from "./announce.ts";
import { conclude } from "./conclude.ts";
import { execute } from "./execute.ts";
import type { FinishedRun, Ground, Ready } from "./ready.ts";
import { rowsWanted } from "./request-rows.ts";
import type { TargetSystem } from "./target-system.ts";

/** @throws ProcessError where k6 does not start, RecordError where the record cannot be written */
export async function measure(ready: Ready): Promise<FinishedRun> {
  const { ground, target, k6, opening, k6Environment } = ready;
  const { settings, folder, interruption, plan } = ground;
  await writeRecord(folder, opening);
  await writeLatest(settings.resultsFolder, plan.runId);
  const events = openEventLog(folder);
  const notes = notesWhileItRuns(target, ground, events);
  const run = await startK6({
    k6: k6.path,
    script: join(folder, fileNames.script),
    plan,
    runFolder: folder,
    requestRows: rowsWanted(settings.requestRows, plan),
    abortEarly: settings.abortEarly,
    quiet: settings.quiet,
    dashboard: settings.dashboard,
    ledger: ground.ledger,
    extraEnvironment: k6Environment,
  });
  const execution = await execute(run, plan, interruption);
  const eventsProblem = events.close();
  const { record: concluded, exitCode } = await conclude({
    opening,
    runFolder: folder,
    execution,
    interruptedBy: interruption.signal,
    strict: settings.strict,
    notes: [...notes, ...execution.outcome.notes],
  });
  await writeRecord(folder, concluded);
  const record = await announced(concluded, ground);
  const unwritten = await writeReports({ folder, resultsFolder: settings.resultsFolder, env: ground.env });
  const problems = [...execution.outcome.problems, ...(eventsProblem === null ? [] : [eventsProblem])];
  return { record, folder, problems: [...problems, ...unwritten], exitCode };
}

/** Filled while the run goes on: a part of the embedded system that ended unasked. */
function notesWhileItRuns({ failed }: TargetSystem, { say }: Ground, events: EventLog): readonly string[] {
  const notes: string[] = [];
  failed?.catch((error: unknown) => {
    const text = `during the run: ${error instanceof Error ? error.message : String(error)}`;
    notes.push(text);
    say(text);
    events.add({ atMs: Date.now(), kind: "note", edge: "at", name: "target", text });
  });
  return notes;
}
