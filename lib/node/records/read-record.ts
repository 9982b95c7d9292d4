/**
 * Reads a run's record back: by the run's id, by a path to its folder or to its `run.json`, or
 * the `latest`. Damaged, foreign and newer files are told apart. A record of a run that was
 * killed is a whole one: it says `running` and `aborted`.
 */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import * as z from "zod";
import { fileNames } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import { runIds } from "./run-ids.ts";
import { causeOf, RecordError, wording } from "./record-error.ts";
import { fieldOf, recordSchema, recordVersion } from "./record-schema.ts";
import { isRunId } from "./run-id.ts";

export interface StoredRun {
  readonly folder: string;
  readonly record: RunRecord;
}

/** @param reference `latest`, a run's id, or a path */
export async function readRecord(reference: string, resultsFolder: string): Promise<StoredRun> {
  const folder = await folderOf(reference, resultsFolder);
  return { folder, record: await readRecordFile(join(folder, fileNames.run)) };
}

export async function readRecordFile(path: string): Promise<RunRecord> {
  const value = parsed(path, await textOf(path));
  const version = z.looseObject({ schema: z.unknown().optional(), runId: z.string() }).safeParse(value);
  if (!version.success) {
    throw new RecordError("foreign", path, wording.foreign(...fieldOf(version.error.issues[0])));
  }
  if (version.data.schema !== recordVersion) {
    throw new RecordError("unknownSchema", path, wording.unknownSchema(version.data.schema, recordVersion));
  }
  const record = recordSchema.safeParse(value);
  if (!record.success) {
    throw new RecordError("foreign", path, wording.foreign(...fieldOf(record.error.issues[0])));
  }
  return record.data;
}

async function folderOf(reference: string, resultsFolder: string): Promise<string> {
  if (reference === fileNames.latest) return join(resultsFolder, await latestRun(resultsFolder));
  if (isRunId(reference) && (await isFolder(join(resultsFolder, reference)))) {
    return join(resultsFolder, reference);
  }
  const path = resolve(reference);
  if (await isFolder(path)) return path;
  if (basename(path) === fileNames.run && reference.includes(sep)) return dirname(path);
  throw new RecordError(
    "unknownRun",
    resultsFolder,
    wording.unknownRun(reference, await runIds(resultsFolder)),
  );
}

async function latestRun(resultsFolder: string): Promise<string> {
  const path = join(resultsFolder, fileNames.latest);
  const runId = (await textOf(path).catch(() => "")).trim();
  if (isRunId(runId)) return runId;
  throw new RecordError("noRuns", resultsFolder, wording.noRuns());
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new RecordError("unreadable", path, wording.unreadable(causeOf(error)), { cause: error });
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordError("torn", path, wording.torn(causeOf(error)), { cause: error });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
