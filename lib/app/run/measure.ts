/** From k6's start to the finished record: the run itself, with everything that watches it. */
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { keepsNoSummary } from "../../node/generator/k6-command.ts";
import { ranToItsEnd } from "../../node/generator/k6-exit-codes.ts";
import { startK6, type StartK6Options } from "../../node/generator/start-k6.ts";
import { openEventLog } from "../../node/records/event-log.ts";
import type { Recorder } from "../../node/recorder/recorder.ts";
import { writeLatest, writeRecord } from "../../node/records/write-record.ts";
import { directRun } from "../chaos/direct-run.ts";
import { writeReports } from "../report/write-reports.ts";
import { announced } from "./announce.ts";
import { endAtBreakingPoint } from "./breaking-point.ts";
import { conclude } from "./conclude.ts";
import { countsOf } from "./counts.ts";
import { concludeDelivery, openDelivery } from "./delivery.ts";
import { execute } from "./execute.ts";
import type { FinishedRun, Ready } from "./ready.ts";
import { recordRun } from "./record-run.ts";
import { rowsWanted } from "./request-rows.ts";
import { notesOnTarget } from "./target-notes.ts";
import { startWatching } from "./watching.ts";

/** @throws ProcessError where k6 does not start, RecordError where the record cannot be written */
export async function measure(ready: Ready): Promise<FinishedRun> {
  const { ground, target, opening } = ready;
  const { settings, folder, interruption, plan, say } = ground;
  await writeRecord(folder, opening);
  await writeLatest(settings.resultsFolder, plan.runId);
  const events = openEventLog(folder);
  const notes = notesOnTarget(target, events, say);
  const { delivery, notes: deliveryNotes } = await openDelivery(ground);
  const { recorder, recovering } = await recordRun(plan, folder, events, delivery?.forwarder ?? null);
  const watching = await startWatching(ready);
  const k6Options = k6OptionsOf(ready, recorder);
  const run = await startK6(k6Options).catch(async (error: unknown) => {
    await recorder.close();
    events.close();
    throw error;
  });
  watching.generator(run.pid);
  const search = endAtBreakingPoint(ready, run, recorder, events);
  const director = ready.chaos && directRun(ready, ready.chaos, { recorder, events, run });
  const execution = await execute(run, plan, interruption, director);
  const directed = (await director?.finish(ranToItsEnd(execution.outcome.exitCode))) ?? null;
  const recordProblems = await recorder.close();
  // Looks at the recorder's seconds.
  const watched = await watching.end(execution);
  const recordedOnly = keepsNoSummary(k6Options);
  const counted = await countsOf({
    runFolder: folder,
    plan,
    recorded: recorder.counts,
    recordedOnly,
    loggedErrors: execution.outcome.logCounts.errors,
  });
  const sent = {
    runId: plan.runId,
    startedAtMs: execution.startedAt.getTime(),
    requestsSent: counted.data.traffic.reduce((sum, { requests }) => sum + requests, 0),
  };
  const { record: concluded, exitCode } = conclude({
    opening,
    execution,
    counted,
    watched,
    delivery: delivery && (await concludeDelivery(delivery, sent, say)),
    recoveries: recovering.recoveries(recorder.planStartMs),
    interruptedBy: interruption.signal,
    answerFound: search.found !== null,
    experiments: directed?.experiments ?? [],
    endedByDirector: directed?.ending ?? null,
    strict: settings.strict,
    notes: [
      ...notes,
      ...deliveryNotes,
      ...execution.outcome.notes,
      ...(search.found ?? []),
      ...(directed?.notes ?? []),
    ],
  });
  const eventsProblem = events.close();
  await writeRecord(folder, concluded);
  const record = await announced(concluded, ground);
  const unwritten = await writeReports({ folder, resultsFolder: settings.resultsFolder, env: ground.env });
  return {
    record,
    folder,
    problems: [
      ...execution.outcome.problems,
      ...recordProblems,
      ...counted.problems,
      ...watched.problems,
      ...(directed?.problems ?? []),
      ...(eventsProblem === null ? [] : [eventsProblem]),
      ...unwritten,
    ],
    exitCode,
  };
}

function k6OptionsOf(
  { ground, target, k6, opening, k6Environment }: Ready,
  recorder: Recorder,
): StartK6Options {
  const { settings, folder, plan, ledger } = ground;
  return {
    k6: k6.path,
    script: join(folder, fileNames.script),
    plan,
    runFolder: folder,
    requestRows: rowsWanted(settings.requestRows, plan),
    abortEarly: settings.abortEarly,
    // A bar for each of a hundred executors would hide what the director says.
    quiet: settings.quiet || plan.experiments.length > 0,
    dashboard: settings.dashboard,
    remoteWrite: { url: recorder.url, bearerToken: recorder.token, labels: opening.labels },
    ledger,
    cores: target.chaos?.cores?.generator ?? null,
    extraEnvironment: k6Environment,
  };
}
