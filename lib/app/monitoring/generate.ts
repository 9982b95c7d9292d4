/** `tidemark monitoring generate`: rules, their tests, routes and templates from a project's objectives. */
import { join } from "node:path";
import { rulesNotes } from "../../core/rules/check/burn-in-numbers.ts";
import { generatedFiles } from "../../core/rules/generated-files.ts";
import { differences } from "../../node/monitoring/generated-state.ts";
import { prometheusFile, readMonitoringSettings, settingsFile } from "../../node/monitoring/read-settings.ts";
import { writeGenerated } from "../../node/monitoring/write-generated.ts";
import { files } from "../../node/project/bundle-data.ts";
import { loadProject } from "../../node/project/load-project.ts";

export interface Generated {
  readonly folder: string;
  readonly files: number;
  /** Relative to the folder: what was not as it should be, and now is unless only checked. */
  readonly changed: readonly string[];
  readonly notes: readonly string[];
}

/** @throws Failure where the project or its objectives do not allow it; then nothing is written */
export async function generateMonitoring(projectFolder: string, mode: "write" | "check"): Promise<Generated> {
  const { root, system, objectives } = await loadProject(projectFolder);
  const settings = readMonitoringSettings(root);
  const places = { objectives: files.objectives, prometheus: prometheusFile, settings: settingsFile };
  const generated = generatedFiles({ objectives, system, settings }, places);
  const folder = join(root, "monitoring");
  const found = differences(folder, generated);
  if (mode === "write") writeGenerated(folder, found);
  return {
    folder,
    files: generated.length,
    changed: found.map(({ path }) => path),
    notes: rulesNotes(objectives),
  };
}
