/** A project of this repository's system with experiments of a few seconds, in a folder of the test's own. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../../lib/node/process/install-root.ts";

/** Requests a second, to each endpoint. */
const RATE = 20;

const beginning = `
import { experiment, goals } from "tidemark/experiment";

const traffic = ["users_list", "postgres_health", "mongo_health"].map((endpoint) => {
  return { endpoint, ratePerSecond: ${RATE} };
});
/** What little a busy machine shows while something is broken. */
const nothing = goals(0, 5, 0);
const common = {
  traffic,
  baselineSeconds: 6,
  recoverySeconds: 12,
  recoveredWithinSeconds: 10,
  goals: { baseline: goals(0.8, 5, 0.8), fault: nothing, recovery: goals(0.2, 5, 0.2) },
};
`;

const usual = `
  experiment({
    ...common,
    name: "short-kill",
    description: "A service that is killed comes back",
    fault: { kind: "kill", services: ["postgres"] },
    faultSeconds: 4,
    repetitions: 2,
  }),
  experiment({
    ...common,
    name: "short-latency",
    description: "A store that answers later makes its services slower",
    fault: { kind: "latency", link: { to: "store", name: "postgres" }, delayMilliseconds: 200, jitterMilliseconds: 0 },
    faultSeconds: 5,
  }),
  experiment({
    ...common,
    name: "long-pause",
    description: "A service that stands still for a minute is for tests that do not wait for it",
    fault: { kind: "pause", services: ["postgres"] },
    faultSeconds: 60,
  }),
  experiment({
    ...common,
    name: "stopped-early",
    description: "More fails than is allowed",
    fault: { kind: "pause", services: ["postgres"] },
    faultSeconds: 60,
    stopWhen: { windowSeconds: 4, failedShareAbove: 0.1, prometheus: null },
  }),
`;

const plans = `
import { chaosTraffic, type ScenarioDefinition } from "tidemark/plan";
import { experiments } from "../../experiments/index.ts";

const names = experiments.map(({ name }) => name);
const chaos: ScenarioDefinition = {
  name: "chaos",
  summary: "experiments of a few seconds",
  defaults: { ratePerSecond: null, durationSeconds: null, warmupSeconds: 2, checkEveryNthBody: 0 },
  takes: ["only"],
  tests: names,
  traffic(settings, context) {
    const picked = experiments.filter(({ name }) => (settings.only ?? names).includes(name));
    return chaosTraffic(picked, settings, context);
  },
};
export const scenarios = [chaos];
`;

const entry = `
import { k6Scenario } from "tidemark/k6";
import { behaviour, system } from "../system/index.ts";
export const { options, iteration, handleSummary } = k6Scenario(system, behaviour);
`;

/**
 * @param listed the experiments, as they stand in the list of a file; they may use `common`
 * @returns the project's folder
 */
export function shortExperiments(folder: string, listed = usual): string {
  return projectOf(folder, `${beginning}\nexport const experiments = [${listed}];\n`);
}

/** @param experiments the file that holds them. @returns the project's folder */
export function projectOf(folder: string, experiments: string): string {
  const root = join(folder, "project");
  for (const part of ["experiments", "scenarios/plans", "targets"])
    mkdirSync(join(root, part), { recursive: true });
  for (const part of ["system", "thresholds"]) symlinkSync(join(installRoot(), part), join(root, part));
  writeFileSync(join(root, "experiments/index.ts"), experiments);
  writeFileSync(join(root, "scenarios/plans/index.ts"), plans);
  writeFileSync(join(root, "scenarios/chaos.ts"), entry);
  return root;
}
