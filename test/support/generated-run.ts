/**
 * Writes the folder of a run that never was, with the files that a recorder leaves, so that a report
 * has something to show and can be measured. What happens in its seconds is told by even-run.ts and
 * burst-run.ts.
 */
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import type { RunEvent } from "../../lib/core/record/event.ts";
import type { FailureSample } from "../../lib/core/record/failure-sample.ts";
import { fileNames } from "../../lib/core/record/names.ts";
import type { RunRecord } from "../../lib/core/record/record.ts";
import type { ResourceSample } from "../../lib/core/record/resource.ts";
import type { Step } from "../../lib/core/record/step.ts";

export interface GeneratedRun {
  readonly record: RunRecord;
  readonly seconds: number;
  /** The same for the same second, whatever the order. */
  readonly stepsOf: (second: number) => readonly Step[];
  readonly samplesOf: (second: number) => readonly ResourceSample[];
  readonly events: readonly RunEvent[];
  readonly failures: readonly FailureSample[];
}

/** @returns the run's folder */
export async function generateRun(resultsFolder: string, run: GeneratedRun): Promise<string> {
  const folder = join(resultsFolder, run.record.runId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, fileNames.run), JSON.stringify(run.record));
  await writeRows(join(folder, fileNames.steps), run.seconds, run.stepsOf);
  await writeRows(join(folder, fileNames.resources), run.seconds, run.samplesOf);
  await writeFile(join(folder, fileNames.events), rows(run.events));
  await writeFile(join(folder, fileNames.failures), rows(run.failures));
  return folder;
}

async function writeRows(
  path: string,
  seconds: number,
  rowsOf: (second: number) => readonly unknown[],
): Promise<void> {
  const file = createWriteStream(path);
  for (let second = 0; second < seconds; second++) {
    if (!file.write(rows(rowsOf(second)))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

function rows(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}
