/** `tidemark notify`: compares a run's verdict with that of the run before, and tells a webhook of a change. */
import { existsSync } from "node:fs";
import type { RunRecord } from "../../core/record/record.ts";
import { type VerdictChange, verdictChange } from "../../core/report/verdict-change.ts";
import { readRecord, readRecordFile } from "../../node/records/read-record.ts";
import { RecordError } from "../../node/records/record-error.ts";
import { postWebhook } from "./post-webhook.ts";

export const webhookVariable = "TIDEMARK_WEBHOOK_URL";

export interface NotifyRequest {
  /** `latest`, a run's id, or a path. */
  readonly run: string;
  readonly resultsFolder: string;
  /** A `run.json`; one that is not there, or null: there was no run before. */
  readonly previousFile: string | null;
  /** Where a person reads on; null for nowhere. */
  readonly link: string | null;
  /** Null, or empty: nobody is told. */
  readonly webhookUrl: string | null;
}

export interface Notified {
  /** Null where nothing changed. */
  readonly change: VerdictChange | null;
  readonly told: boolean;
}

/** @throws NotifyError where the change could not be told, RecordError for a record that can't be read */
export async function notifyChange(request: NotifyRequest): Promise<Notified> {
  const { previousFile, webhookUrl, link } = request;
  const hasPrevious = previousFile !== null && existsSync(previousFile);
  const previous = hasPrevious ? await readRecordFile(previousFile) : null;
  const current = await currentRecord(request);
  const change = verdictChange(previous, current);
  if (change === null || webhookUrl === null || webhookUrl === "") return { change, told: false };
  await postWebhook(
    { variable: webhookVariable, url: webhookUrl },
    {
      text: link === null ? change.text : `${change.text}\n${link}`,
      from: change.from,
      to: change.to,
      scenario: current?.plan.scenario ?? null,
      target: current?.target.name ?? null,
      runId: current?.runId ?? null,
      link,
    },
  );
  return { change, told: true };
}

/** A results folder without a run is what a run that never started leaves. */
async function currentRecord({ run, resultsFolder }: NotifyRequest): Promise<RunRecord | null> {
  try {
    return (await readRecord(run, resultsFolder)).record;
  } catch (error) {
    if (error instanceof RecordError && error.code === "noRuns") return null;
    throw error;
  }
}
