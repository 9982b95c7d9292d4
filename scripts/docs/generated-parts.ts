/** Every part of the documentation that is generated: the one list that the freshness check walks. */
import { loadProject } from "../../lib/node/project/load-project.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { exitCodeTable } from "./exit-code-table.ts";
import { experimentTable } from "./experiment-table.ts";
import { scenarioTable } from "./scenario-table.ts";
import { settingsTableText } from "./settings-table.ts";
import { toolTable } from "./tool-table.ts";

export interface GeneratedPart {
  /** Page, relative to the repository. */
  readonly file: string;
  readonly name: string;
  readonly render: () => string | Promise<string>;
}

export const generatedParts: readonly GeneratedPart[] = [
  { file: "README.md", name: "exit-codes", render: exitCodeTable },
  { file: "docs/settings.md", name: "settings", render: settingsTableText },
  { file: "docs/tools.md", name: "tools", render: toolTable },
  {
    file: "docs/chaos.md",
    name: "experiments",
    render: async () => experimentTable((await loadProject(installRoot())).experiments),
  },
  {
    file: "README.md",
    name: "scenarios",
    render: async () => scenarioTable((await loadProject(installRoot())).scenarios),
  },
];
