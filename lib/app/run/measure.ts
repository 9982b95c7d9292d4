/** From k6's start to the finished record: the run itself, with everything that watches it. */
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { keepsNoSummary } from "../../node/generator/k6-command.ts";
import { type K6Run, startK6, type StartK6Options } from "../../node/generator/start-k6.ts";
import { type EventLog, openEventLog } from "../../node/records/event-log.ts";
import type { Recorder } from "../../node/recorder/recorder.ts";
import { writeLatest, writeRecord } from "../../node/records/write-record.ts";
import { writeReports } from "../report/write-reports.ts";
import type { CountedRun } from "../../core/recording/counted-run.ts";
import { conclude } from "./conclude.ts";
import { countsOf } from "./counts.ts";
import { concludeDelivery, openDelivery } from "./delivery.ts";
import { execute } from "./execute.ts";
import type { FinishedRun, Ground, Ready } from "./ready.ts";
import { recordRun } from "./record-run.ts";
import { rowsWanted } from "./request-rows.ts";
import { watchSearch } from "./search-watch.ts";
import type { TargetSystem } from "./target-system.ts";

/** @throws ProcessError where k6 does not start, RecordError where the record cannot be written */
export async function measure(ready: Ready): Promise<FinishedRun> {
  const { ground, target, k6, opening, k6Environment } = ready;
  const { settings, folder, interruption, plan } = ground;
  await writeRecord(folder, opening);
  await writeLatest(settings.resultsFolder, plan.runId);
  const events = openEventLog(folder);
  const notes = notesWhileItRuns(target, ground, events);
  const { delivery, notes: deliveryNotes } = await openDelivery(ground);
  const { recorder, recovering } = await recordRun(plan, folder, events, delivery?.forwarder ?? null);
  const k6Options: StartK6Options = {
    k6: k6.path,
    script: join(folder, fileNames.script),
    plan,
    runFolder: folder,
    requestRows: rowsWanted(settings.requestRows, plan),
    abortEarly: settings.abortEarly,
    quiet: settings.quiet,
    dashboard: settings.dashboard,
    remoteWrite: { url: recorder.url, bearerToken: recorder.token, labels: opening.labels },
    ledger: ground.ledger,
    extraEnvironment: k6Environment,
  };
  const run = await startK6(k6Options).catch(async (error: unknown) => {
    await recorder.close();
    events.close();
    throw error;
  });
  const search = endAtBreakingPoint(ready, run, recorder, events);
  const execution = await execute(run, plan, interruption);
  const recordProblems = await recorder.close();
  const eventsProblem = events.close();
  const recordedOnly = keepsNoSummary(k6Options);
  const counted = await countsOf({ runFolder: folder, plan, recorded: recorder.counts, recordedOnly });
  const delivered =
    delivery === null
      ? null
      : await concludeDelivery(
          delivery,
          {
            runId: plan.runId,
            startedAtMs: execution.startedAt.getTime(),
            requestsSent: requestsIn(counted.data),
          },
          ground.say,
        );
  const { record, exitCode } = conclude({
    opening,
    execution,
    counted,
    delivery: delivered,
    recoveries: recovering.recoveries(recorder.planStartMs),
    interruptedBy: interruption.signal,
    answerFound: search.found !== null,
    strict: settings.strict,
    notes: [
      ...notes,
      ...deliveryNotes,
      ...execution.outcome.notes,
      ...(search.found === null ? [] : [search.found]),
    ],
  });
  await writeRecord(folder, record);
  const unwritten = await writeReports({ folder, resultsFolder: settings.resultsFolder, env: ground.env });
  return {
    record,
    folder,
    problems: [
      ...execution.outcome.problems,
      ...recordProblems,
      ...counted.problems,
      ...(eventsProblem === null ? [] : [eventsProblem]),
      ...unwritten,
    ],
    exitCode,
  };
}

/** To endpoints, in all phases. */
function requestsIn({ traffic }: CountedRun): number {
  return traffic.reduce((sum, { requests }) => sum + requests, 0);
}

/** What a search has found, once it has: k6 is then told to end. */
function endAtBreakingPoint(
  { ground: { plan, settings, say } }: Ready,
  run: K6Run,
  recorder: Recorder,
  events: EventLog,
): { found: string | null } {
  const search: { found: string | null } = { found: null };
  const found = (text: string) => {
    search.found = text;
    say(text);
    events.add({ atMs: Date.now(), kind: "note", edge: "at", name: "breaking point", text });
    run.interrupt();
  };
  watchSearch({ plan, recorder, strict: settings.strict, health: () => run.health(), found });
  return search;
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
