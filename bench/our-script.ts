/** A scenario of this repository, bundled the way `tidemark run` bundles it, for a given load. */
import path from "node:path";
import { nothingSaid } from "../lib/core/plan/effective-settings.ts";
import { resolvePlan } from "../lib/core/plan/resolve-plan.ts";
import type { LoadPlan } from "../lib/core/plan/plan.ts";
import { bundleScenario } from "../lib/node/generator/bundle-scenario.ts";
import { cacheFolder } from "../lib/node/process/folders.ts";
import { installRoot } from "../lib/node/process/install-root.ts";
import { loadProject } from "../lib/node/project/load-project.ts";
import type { Bench } from "./benchmark.ts";

export interface Load {
  readonly ratePerSecond: number;
  readonly durationSeconds: number;
  /** Null: as many as the plan would take. */
  readonly vus: number | null;
  readonly checkEveryNthBody: number;
}

export interface OurScript {
  readonly file: string;
  readonly plan: LoadPlan;
}

/** The `sustained` scenario against `address`, without a warm-up. */
export async function ourScript(bench: Bench, address: string, load: Load): Promise<OurScript> {
  const project = await loadProject(installRoot());
  const scenario = project.scenarios.find(({ name }) => name === "sustained");
  if (scenario === undefined) throw new Error("the project has no scenario called sustained");
  const { plan } = resolvePlan({
    scenario,
    system: project.system,
    objectives: project.objectives,
    settings: { ...nothingSaid, ...load, warmupSeconds: 0 },
    runId: "bench",
    seed: 1,
    addresses: Object.fromEntries(project.system.services.map(({ name }) => [name, address])),
  });
  const file = path.join(bench.folder, `ours-${load.ratePerSecond}-${load.checkEveryNthBody}.js`);
  await bundleScenario({ project, plan, cacheFolder: cacheFolder(process.env), copies: [file] });
  return { file, plan };
}
