/** Everything that is generated for monitoring, as paths and contents; nothing is written here. */
import type { Objective } from "../objective/objective.ts";
import { checkRules, type RulesInput, type RulesPlaces } from "./check/check-rules.ts";
import { infrastructureRules } from "./infrastructure/infrastructure-rules.ts";
import { infrastructureTests } from "./infrastructure/infrastructure-tests.ts";
import { objectiveRules } from "./objective-rules.ts";
import { objectiveTests } from "./objective-tests/objective-tests.ts";
import { promtoolFile, type RuleTestFile } from "./promtool/test-file.ts";
import { alertmanagerConfiguration } from "./routing/alertmanager.ts";
import { routeAssertions } from "./routing/route-assertions.ts";
import { messageTemplates } from "./routing/templates.ts";
import { ruleFile } from "./rule.ts";

/** Content is what a YAML file holds, a text that may have a comment, or one that takes none (JSON). */
export type GeneratedFile =
  | { readonly path: string; readonly kind: "yaml"; readonly content: object }
  | { readonly path: string; readonly kind: "template" | "json"; readonly content: string };

/** Folders that hold generated files alone (but for a README.md): what else is there is left over. */
export const generatedFolders = [
  "prometheus/rules",
  "prometheus/tests",
  "alertmanager/templates",
  "grafana/dashboards",
] as const;

/** @throws RulesError where the objectives do not allow rules */
export function generatedFiles(input: RulesInput, places: RulesPlaces): readonly GeneratedFile[] {
  checkRules(input, places);
  const { objectives, settings } = input;
  return [
    ...objectives.flatMap((objective) => objectiveFiles(input, objective)),
    ...infrastructureFiles(input),
    yaml("alertmanager/alertmanager.yml", alertmanagerConfiguration(settings)),
    yaml("alertmanager/route-assertions.yml", { assertions: routeAssertions(objectives, settings) }),
    {
      path: "alertmanager/templates/tidemark.tmpl",
      kind: "template",
      content: messageTemplates(settings.grafanaUrl),
    },
  ];
}

function objectiveFiles({ system, settings }: RulesInput, objective: Objective): readonly GeneratedFile[] {
  const { id } = objective;
  const { grafanaUrl } = settings;
  return [
    yaml(`prometheus/rules/slo-${id}.yml`, ruleFile(objectiveRules(objective, system, grafanaUrl))),
    ...objectiveTests(objective, system, grafanaUrl, `../../rules/slo-${id}.yml`).map((file) =>
      testFile(id, file),
    ),
  ];
}

function infrastructureFiles({ settings }: RulesInput): readonly GeneratedFile[] {
  return [
    yaml("prometheus/rules/infrastructure.yml", ruleFile(infrastructureRules(settings))),
    ...infrastructureTests(settings, "../../rules/infrastructure.yml").map((file) =>
      testFile("infrastructure", file),
    ),
  ];
}

function testFile(folder: string, file: RuleTestFile & { readonly name: string }): GeneratedFile {
  return yaml(`prometheus/tests/${folder}/${file.name}.yml`, promtoolFile(file));
}

function yaml(path: string, content: object): GeneratedFile {
  return { path, kind: "yaml", content };
}
