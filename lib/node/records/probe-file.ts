/** `probe.ndjson`: what the director's probe saw, a row as it comes. A disk that is full costs rows, never the run. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import { fileNames } from "../../core/record/names.ts";
import { causeOf } from "./record-error.ts";

export interface ProbeFile {
  add(row: ProbeRow): void;
  /** @returns why rows are missing; null when none are */
  close(): string | null;
}

export function openProbeFile(runFolder: string): ProbeFile {
  const path = join(runFolder, fileNames.probe);
  const file = openSync(path, "a");
  let problem: string | null = null;
  return {
    add: (row) => {
      if (problem !== null) return;
      try {
        writeSync(file, `${JSON.stringify(row)}\n`);
      } catch (error) {
        problem = `${path}: ${causeOf(error)}; later rows of the probe are missing`;
      }
    },
    close: () => {
      closeSync(file);
      return problem;
    },
  };
}
