/**
 * `resources.ndjson`: a row is written at once, so that a run that is killed leaves all but perhaps
 * the last. A disk that is full ends the file, never the run: only its last row may be torn.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import type { ResourceSample } from "../../core/record/resource.ts";

export interface SampleFile {
  add(sample: ResourceSample): void;
  close(): { readonly samples: number; readonly problem: string | null };
}

/** Never throws: a file that can't be opened is a problem from the start. */
export function openSampleFile(runFolder: string): SampleFile {
  const path = join(runFolder, fileNames.resources);
  let samples = 0;
  let problem: string | null = null;
  const attempt = (step: () => void) => {
    try {
      step();
    } catch (error) {
      problem ??= `${path}: ${error instanceof Error ? error.message : String(error)}; later samples are missing`;
    }
  };
  let file: number | null = null;
  attempt(() => (file = openSync(path, "a")));
  return {
    add: (sample) => {
      if (file === null || problem !== null) return;
      const descriptor = file;
      attempt(() => {
        writeWhole(descriptor, `${JSON.stringify(sample)}\n`);
        samples++;
      });
    },
    close: () => {
      const descriptor = file;
      file = null;
      if (descriptor !== null) attempt(() => closeSync(descriptor));
      return { samples, problem };
    },
  };
}

/** A disk that has just filled takes a part, and says so only the next time. */
function writeWhole(file: number, row: string): void {
  const bytes = Buffer.from(row);
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
