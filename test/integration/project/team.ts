/** A small team's folder, outside the repository, of which a test spoils one file. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const teamFiles = {
  "system/index.ts": `
import type { SystemBehaviour, SystemDescription } from "tidemark/system";
import { services } from "./services.ts";
export const system: SystemDescription = {
  services,
  endpoints: [{ name: "list", service: "shop", method: "GET", path: "/items", expectedStatuses: [200], timeoutSeconds: 5 }],
};
export const behaviour: SystemBehaviour = { list: { checkBody: (body) => (Array.isArray(body) ? null : "no list") } };
`,
  "system/services.ts": `
import type { Service } from "tidemark/system";
export const services: readonly Service[] = [
  { name: "shop", description: "sells", defaultPort: 8000, healthPath: "/health" },
];
`,
  "thresholds/index.ts": `
import { succeeds } from "tidemark/objective";
export const objectives = [succeeds({ service: "shop", owner: "shop", periodDays: 30 }, "list", 0.99)];
`,
  "scenarios/plans/index.ts": `
import { constantRate, once, phaseNames, type ScenarioDefinition } from "tidemark/plan";
const browse: ScenarioDefinition = {
  name: "browse",
  summary: "the list",
  defaults: { ratePerSecond: 10, durationSeconds: 30, warmupSeconds: 0, checkEveryNthBody: 1 },
  traffic({ ratePerSecond, durationSeconds, vus }, context) {
    const sends = [once("list")];
    const executor = constantRate({ name: "browse", phase: phaseNames.main, sends, ratePerSecond, durationSeconds, vus }, context);
    return { executors: [executor], ownObjectives: null };
  },
};
export const scenarios = [browse];
`,
  "experiments/index.ts": `
import { experiment, goals, type Experiment } from "tidemark/experiment";
const killShop = experiment({
  name: "kill-shop",
  description: "comes back",
  fault: { kind: "kill", services: ["shop"] },
  faultSeconds: 10,
  traffic: [{ endpoint: "list", ratePerSecond: 6 }],
  goals: { fault: goals(0, 2, 0.9) },
});
export const experiments: readonly Experiment[] = [killShop];
`,
  "targets/staging.yaml": "addresses:\n  shop: https://shop.example\n",
} as const;

export type TeamFile = keyof typeof teamFiles;

/** @param changed contents in place of the sound ones; null leaves a file out */
export function writeTeam(root: string, changed: Partial<Record<TeamFile, string | null>> = {}): void {
  for (const [file, sound] of Object.entries(teamFiles)) {
    const content = file in changed ? changed[file as TeamFile] : sound;
    if (content === null || content === undefined) continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
}

/** The sound content of a file with one passage replaced. */
export function edited(file: TeamFile, from: string | RegExp, to: string): Partial<Record<TeamFile, string>> {
  const sound = teamFiles[file];
  const content = sound.replace(from, to);
  if (content === sound) throw new Error(`${file} does not hold ${String(from)}`);
  return { [file]: content };
}
