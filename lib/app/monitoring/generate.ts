/** `tidemark monitoring generate`: rules, their tests, routes, templates and dashboards from a project's objectives. */
import { join } from "node:path";
import { rulesNotes } from "../../core/rules/check/burn-in-numbers.ts";
import { dashboards } from "../../core/dashboards/dashboards.ts";
import { type GeneratedFile, generatedFiles } from "../../core/rules/generated-files.ts";
import { saturationPoints } from "../../core/rules/infrastructure/infrastructure.ts";
import { differences } from "../../node/monitoring/generated-state.ts";
import { prometheusFile, readMonitoringSettings, settingsFile } from "../../node/monitoring/read-settings.ts";
import { writeGenerated } from "../../node/monitoring/write-generated.ts";
import { files } from "../../node/project/bundle-data.ts";
import type { Project } from "../../node/project/project.ts";
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
  const { root, ...project } = await loadProject(projectFolder);
  const { objectives } = project;
  const settings = readMonitoringSettings(root);
  const places = { objectives: files.objectives, prometheus: prometheusFile, settings: settingsFile };
  const generated = [...generatedFiles({ ...project, settings }, places), ...dashboardFiles(project)];
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

function dashboardFiles({ objectives, system }: Pick<Project, "objectives" | "system">): GeneratedFile[] {
  return dashboards({ objectives, system, saturationPoints }).map(({ fileName, json }) => ({
    path: `grafana/dashboards/${fileName}`,
    kind: "json",
    content: json,
  }));
}
