/**
 * Reads a run's long files row by row into what a report keeps of them. A file that is not there, or
 * not whole, costs what it would have shown and is told.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../core/record/event.ts";
import type { FailureSample } from "../../core/record/failure-sample.ts";
import { fileNames } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import type { ResourceSample } from "../../core/record/resource.ts";
import type { Step } from "../../core/record/step.ts";
import { counted } from "../../core/record/units.ts";
import { type Gathered, gathering } from "../../core/report/series/gathered.ts";
import { readRows } from "./read-rows.ts";

export interface GatheredRun {
  readonly gathered: Gathered;
  /** Sentences about files that are not there or not whole. */
  readonly missing: readonly string[];
}

export async function gather(folder: string, record: RunRecord): Promise<GatheredRun> {
  const into = gathering(record);
  const missing: string[] = [];
  const read = async (name: string, what: string, add: (row: unknown) => void) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      missing.push(`There is no ${name}: ${what} not known.`);
      return;
    }
    const { damaged } = await readRows(path, add);
    if (damaged > 0)
      missing.push(
        `${counted(damaged, "row")} of ${name} can't be read and ${damaged === 1 ? "is" : "are"} left out.`,
      );
  };
  await read(fileNames.steps, "what happened in each second is", (row) => into.addStep(row as Step));
  await read(fileNames.resources, "what the processes used is", (row) =>
    into.addResource(row as ResourceSample),
  );
  await read(fileNames.events, "when its phases began is", (row) => into.addEvent(row as RunEvent));
  await read(fileNames.failures, "which answers failed is", (row) => into.addFailure(row as FailureSample));
  return { gathered: into, missing };
}
