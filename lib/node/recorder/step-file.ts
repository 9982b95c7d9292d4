/**
 * `steps.ndjson`: the rows of each second, written at once, so that a run that is killed leaves all but
 * perhaps the last row. A disk that is full costs rows, never the run: a row that was written in part is
 * cut off again, later seconds are tried anew, and what is missing is told at the end.
 */
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import type { Step } from "../../core/record/step.ts";
import { counted } from "../../core/record/units.ts";

export interface StepFile {
  add(steps: readonly Step[]): void;
  /** @returns why rows are missing; null when none are */
  close(): string | null;
}

export function openStepFile(runFolder: string): StepFile {
  const path = join(runFolder, fileNames.steps);
  const file = openSync(path, "a");
  let firstProblem: string | null = null;
  let missing = 0;
  return {
    add: (steps) => {
      if (steps.length === 0) return;
      const sizeBefore = fstatSync(file).size;
      try {
        appendFileSync(file, steps.map((step) => `${JSON.stringify(step)}\n`).join(""));
      } catch (error) {
        firstProblem ??= error instanceof Error ? error.message : String(error);
        missing += steps.length;
        cutOff(file, sizeBefore);
      }
    },
    close: () => {
      closeSync(file);
      return firstProblem === null ? null : `${path}: ${firstProblem}; ${counted(missing, "row")} missing`;
    },
  };
}

function cutOff(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    // What is no file can't be cut; a torn row is told by whoever reads it.
  }
}
