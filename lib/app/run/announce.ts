/**
 * Tells Grafana of a finished run, where one is named. The run is over and its record is written:
 * whatever goes wrong here is a note in the record, and changes neither verdict nor exit code.
 */
import type { RunRecord } from "../../core/record/record.ts";
import { runAnnouncement } from "../../core/report/run-announcement.ts";
import { grafanaAccess } from "../../node/config/grafana-access.ts";
import { annotate } from "../../node/grafana/annotate.ts";
import { writeRecord } from "../../node/records/write-record.ts";
import type { Ground } from "./ready.ts";

/**
 * @param record written already
 * @returns the record as it is now in the folder
 * @throws RecordError where a note cannot be written
 */
export async function announced(
  record: RunRecord,
  { env, dotEnv, folder, say }: Pick<Ground, "env" | "dotEnv" | "folder" | "say">,
): Promise<RunRecord> {
  const problem = await problemOf(record, { ...dotEnv, ...withoutEmpty(env) });
  if (problem === null) return record;
  const note = `Grafana was not told of the run: ${problem}`;
  say(note);
  const noted = { ...record, notes: [...record.notes, note] };
  await writeRecord(folder, noted);
  return noted;
}

async function problemOf(
  record: RunRecord,
  values: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const access = grafanaAccess(values);
  const announcement = runAnnouncement(record);
  if (access === null || announcement === null) return null;
  return typeof access === "string" ? access : annotate(access, announcement);
}

/** An empty variable counts as not set, as it does for settings. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}
