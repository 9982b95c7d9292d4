/** `tidemark slo export`: a project's objectives as OpenSLO v1, read back before anybody gets them. */
import { isDeepStrictEqual } from "node:util";
import { checkRules } from "../../core/rules/check/check-rules.ts";
import { openSloDocuments } from "../../core/slo/openslo/documents.ts";
import { objectivesIn } from "../../core/slo/openslo/read-back.ts";
import { prometheusFile, readMonitoringSettings, settingsFile } from "../../node/monitoring/read-settings.ts";
import { OpenSloError } from "../../node/openslo/openslo-error.ts";
import { openSloYaml, readOpenSlo } from "../../node/openslo/yaml.ts";
import { files } from "../../node/project/bundle-data.ts";
import { loadProject } from "../../node/project/load-project.ts";

/** @throws OpenSloError where the specification does not allow it, or something would be lost */
export async function exportOpenSlo(projectFolder: string): Promise<string> {
  const { root, system, objectives } = await loadProject(projectFolder);
  const places = { objectives: files.objectives, prometheus: prometheusFile, settings: settingsFile };
  checkRules({ objectives, system, settings: readMonitoringSettings(root) }, places);
  const text = openSloYaml(openSloDocuments(objectives, system));
  const slos = readOpenSlo(text).flatMap((document) => (document.kind === "SLO" ? [document] : []));
  const back = objectivesIn(slos);
  const lost = objectives.filter((objective, index) => !isDeepStrictEqual(objective, back[index]));
  if (lost.length > 0) {
    throw new OpenSloError(
      lost.map(({ id }) => `objective ${id}: must read back as it is, got something else; report this`),
    );
  }
  return text;
}
