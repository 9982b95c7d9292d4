/** Brings the monitoring folder up to date, a file at a time, each whole or not at all. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../process/write-atomically.ts";
import type { Difference } from "./generated-state.ts";
import { MonitoringError, wording } from "./monitoring-error.ts";

/** @throws MonitoringError `notWritten` (machine) */
export function writeGenerated(folder: string, differences: readonly Difference[]): void {
  for (const { path, content } of differences) {
    const file = join(folder, path);
    try {
      if (content === null) rmSync(file);
      else writeAtomically(file, content);
    } catch (error) {
      const cause = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new MonitoringError("machine", "notWritten", wording.notWritten(file, cause), { cause: error });
    }
  }
}
