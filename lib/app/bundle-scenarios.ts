/**
 * Bundles of a project's scenarios with their defaults, for a bare `k6 run dist/k6/sustained.js`:
 * against the default ports on this machine, judged by k6's own thresholds.
 */
import { join } from "node:path";
import { nothingSaid } from "../core/plan/effective-settings.ts";
import { resolvePlan } from "../core/plan/resolve-plan.ts";
import { bundleScenario } from "../node/generator/bundle-scenario.ts";
import { cacheFolder } from "../node/process/folders.ts";
import { loadProject } from "../node/project/load-project.ts";

/** Of every bare run; k6 adds its start to it, so that two runs do not send the same payloads. */
const RUN_ID = "bare";
const SEED = 1;

export interface BundledScenarios {
  readonly files: readonly string[];
  /** Which formatter writes the text summary. */
  readonly summary: string;
}

export async function bundleScenarios(
  projectRoot: string,
  env: NodeJS.ProcessEnv,
): Promise<BundledScenarios> {
  const project = await loadProject(projectRoot);
  const addresses = Object.fromEntries(
    project.system.services.map(({ name, defaultPort }) => [name, `http://127.0.0.1:${defaultPort}`]),
  );
  const files: string[] = [];
  const summaries = new Set<string>();
  for (const scenario of project.scenarios) {
    const { plan } = resolvePlan({
      scenario,
      system: project.system,
      objectives: project.objectives,
      settings: nothingSaid,
      runId: RUN_ID,
      seed: SEED,
      addresses,
      data: project.data,
    });
    const file = join(project.root, "dist", "k6", `${scenario.name}.js`);
    const { summary } = await bundleScenario({
      project,
      plan,
      cacheFolder: cacheFolder(env),
      copies: [file],
      env,
    });
    files.push(file);
    summaries.add(summary);
  }
  return { files, summary: [...summaries].join(", ") };
}
