/** Copies of the repository's team data, for tests that change some of it: `--project` of a run. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";

/** The data imports the engine by relative paths, so the copy has a link to it beside it. */
const parts = ["system", "thresholds", "experiments", "scenarios", "targets", "lib", "package.json"];

export function copyTeamData(project: string): void {
  mkdirSync(project, { recursive: true });
  for (const part of parts) cpSync(join(installRoot(), part), join(project, part), { recursive: true });
}
