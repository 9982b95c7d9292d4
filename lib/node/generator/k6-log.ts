/**
 * What is in k6's log, once k6 has ended: how many warnings and errors, and the failing responses that
 * the client told of by it, which move to `failures.ndjson`, so that a person can read the log. k6 writes
 * logfmt: one entry a line, `level=...` and a quoted `msg=...` in it.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FailureSample } from "../../core/record/failure-sample.ts";
import { failureMark, fileNames } from "../../core/record/names.ts";
import { type FailureSelection, failureSelection } from "./failure-selection.ts";

export interface LogCounts {
  readonly warnings: number;
  readonly errors: number;
}

export interface SortedLog {
  readonly counts: LogCounts;
  /** Why failing responses are missing, in words; null when all is well. */
  readonly problem: string | null;
}

/** Zero of each, and no failing response, for a log that is not there: k6 writes none without an entry. */
export async function sortLog(runFolder: string): Promise<SortedLog> {
  const log = join(runFolder, fileNames.log);
  const failures = failureSelection();
  const counts = { warnings: 0, errors: 0 };
  let problem: string | null = null;
  try {
    await keepLines(log, (line) => isForPeople(line, counts, failures));
  } catch (error) {
    if (!isMissing(error)) problem = `${log}: ${wordsOf(error)}; failing responses may be missing`;
  }
  const file = join(runFolder, fileNames.failures);
  try {
    const rows = failures.chosen().map((sample) => `${JSON.stringify(sample)}\n`);
    await writeFile(file, rows.join(""));
  } catch (error) {
    problem ??= `${file}: ${wordsOf(error)}; failing responses are missing`;
  }
  return { counts, problem };
}

/** Line by line through another file, because a log may be long; what is not kept is gone. */
async function keepLines(file: string, isKept: (line: string) => boolean): Promise<void> {
  const copy = `${file}.sorting`;
  const input = createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const kept = async function* () {
    for await (const line of lines) if (isKept(line)) yield `${line}\n`;
  };
  try {
    await pipeline(Readable.from(kept()), createWriteStream(copy));
    await rename(copy, file);
  } finally {
    await rm(copy, { force: true });
  }
}

function isForPeople(
  line: string,
  counts: { warnings: number; errors: number },
  failures: FailureSelection,
): boolean {
  const level = /^time=\S+ level=(\w+)/.exec(line)?.[1];
  if (level === "warning") counts.warnings += 1;
  if (level === "error" || level === "fatal" || level === "panic") counts.errors += 1;
  const sample = level === "info" ? sampleOf(line) : null;
  if (sample !== null) failures.add(sample);
  return sample === null;
}

/** Null for any other line, also for one that was cut off. */
function sampleOf(line: string): FailureSample | null {
  const quoted = / msg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  if (quoted?.startsWith(`"${failureMark}`) !== true) return null;
  try {
    // Go quotes printable ASCII as JSON does, and the client writes nothing else.
    const message = JSON.parse(quoted) as string;
    return JSON.parse(message.slice(failureMark.length)) as FailureSample;
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
