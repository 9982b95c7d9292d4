/**
 * `events.ndjson`: what happened when, a row as it happens. Rows are written at once and in order,
 * so that a run that is killed leaves all but perhaps the last. A disk that is full costs rows, never
 * the run: what went wrong is told at the end.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../core/record/event.ts";
import { fileNames } from "../../core/record/names.ts";
import { causeOf } from "./record-error.ts";

export interface EventLog {
  add(event: Omit<RunEvent, "schema">): void;
  /** @returns why rows are missing; null when none are */
  close(): string | null;
}

export function openEventLog(runFolder: string): EventLog {
  const path = join(runFolder, fileNames.events);
  const file = openSync(path, "a");
  let problem: string | null = null;
  return {
    add: (event) => {
      const row: RunEvent = { schema: 1, ...event };
      try {
        writeSync(file, `${JSON.stringify(row)}\n`);
      } catch (error) {
        problem ??= `${path}: ${causeOf(error)}; later events are missing`;
      }
    },
    close: () => {
      closeSync(file);
      return problem;
    },
  };
}
