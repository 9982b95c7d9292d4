/** `tidemark slo explain`: an objective of a project in requests and minutes. */
import { checkRules } from "../../core/rules/check/check-rules.ts";
import { explain, type Explanation } from "../../core/slo/explain.ts";
import { SloError } from "../../core/slo/slo-error.ts";
import { prometheusFile, readMonitoringSettings, settingsFile } from "../../node/monitoring/read-settings.ts";
import { files } from "../../node/project/bundle-data.ts";
import { loadProject } from "../../node/project/load-project.ts";

/**
 * @param ratePerSecond over what the objective says; null for that
 * @throws SloError `unknownObjective`; RulesError where the objective can't be watched in production
 */
export async function explainObjective(
  projectFolder: string,
  id: string,
  ratePerSecond: number | null,
): Promise<Explanation> {
  const { root, system, objectives, ...project } = await loadProject(projectFolder);
  const objective = objectives.find((each) => each.id === id);
  if (objective === undefined) {
    throw SloError.unknownObjective(
      id,
      objectives.map((each) => each.id),
    );
  }
  const places = { objectives: files.objectives, prometheus: prometheusFile, settings: settingsFile };
  checkRules({ objectives: [objective], system, settings: readMonitoringSettings(root) }, places);
  return explain(objective, ratePerSecond, { system, objectives, ...project });
}
