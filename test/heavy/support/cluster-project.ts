/**
 * A team's project whose system is the web server of the tests' cluster: its experiments of a few seconds,
 * and targets that allow chaos as targets/staging.yaml has it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ClusterReference } from "../../../lib/core/experiment/effect.ts";
import type { TargetChaos } from "../../../lib/node/project/target.ts";

export interface ClusterProject {
  readonly address: string;
  readonly account: ClusterReference;
  readonly namespace: string;
}

const system = `
import type { SystemBehaviour, SystemDescription } from "tidemark/system";
const usual = { service: "web", method: "GET", expectedStatuses: [200], timeoutSeconds: 5 } as const;
export const system: SystemDescription = {
  services: [{ name: "web", description: "The web server", defaultPort: 80, healthPath: "/healthz" }],
  endpoints: [{ ...usual, name: "home", path: "/home" }, { ...usual, name: "through", path: "/through" }],
};
export const behaviour: SystemBehaviour = {};
`;

const thresholds = `
import { succeeds } from "tidemark/objective";
export const objectives = [
  succeeds({ service: "web", owner: "web team", periodDays: 30 }, "home", 0.9),
];
`;

const experiments = `
import { experiment, goals } from "tidemark/experiment";

/** What little a busy machine shows while something is broken. */
const nothing = goals(0, 4, 0);
const common = {
  traffic: [{ endpoint: "home", ratePerSecond: 20 }],
  baselineSeconds: 6,
  recoverySeconds: 20,
  recoveredWithinSeconds: 15,
  goals: { baseline: goals(0.8, 4, 0.8), fault: nothing, recovery: goals(0.2, 4, 0.2) },
  stopWhen: { windowSeconds: 60, failedShareAbove: 0.95, prometheus: null },
};
const toWeb = { to: "service", name: "web" } as const;
const errors = {
  kind: "http",
  service: "web",
  errorShare: 0.5,
  status: 503,
  delayMilliseconds: 300,
} as const;

export const experiments = [
  experiment({
    ...common,
    name: "http-errors",
    description: "A pod that answers 503 fails the requests that it gets",
    fault: errors,
    faultSeconds: 15,
  }),
  experiment({
    ...common,
    name: "kill",
    description: "A pod that ends is replaced",
    fault: { kind: "kill", services: ["web"] },
    faultSeconds: 10,
  }),
  experiment({
    ...common,
    name: "stall",
    description: "A pod that nothing comes in to holds its requests up",
    fault: { kind: "stall", link: toWeb },
    faultSeconds: 15,
  }),
  experiment({
    ...common,
    traffic: [{ endpoint: "through", ratePerSecond: 10 }],
    name: "store-outage",
    description: "Without its store the web server refuses what needs it",
    fault: { kind: "outage", store: "shelf" },
    faultSeconds: 15,
  }),
  experiment({
    ...common,
    name: "long-http-errors",
    description: "Errors of two minutes are for tests that do not wait for them",
    fault: errors,
    faultSeconds: 120,
  }),
];
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

/** Targets `staging`, which leaves half of the pods untouched, `alone`, which allows the only one, and `storeless`. */
export function clusterProject(root: string, { address, account, namespace }: ClusterProject): string {
  const files: Record<string, string> = {
    "system/index.ts": system,
    "thresholds/index.ts": thresholds,
    "experiments/index.ts": experiments,
    "scenarios/plans/index.ts": plans,
    "scenarios/chaos.ts": entry,
  };
  const shelf = { shelf: { labels: { app: "store" } } };
  const target = (chaos: Partial<TargetChaos>, stores: object = shelf) =>
    JSON.stringify({
      description: "pods of a cluster of the tests' own",
      addresses: { web: address },
      limits: { maxRatePerSecond: 50 },
      chaos: {
        allow: true,
        hosts: [new URL(address).hostname],
        contexts: [account.context],
        namespaces: [namespace],
        maxInstances: 1,
        killSwitch: { file: "chaos-is-off" },
        ...chaos,
        driver: {
          kind: "kubernetes",
          kubeconfig: account.kubeconfig,
          context: account.context,
          namespace,
          services: {
            web: { deployment: "web", labels: { app: "web" }, port: 8080, exclude: ["/healthz"] },
          },
          stores,
        },
      },
    });
  // YAML takes JSON as it is.
  files["targets/staging.yaml"] = target({ maxShare: 0.5 });
  files["targets/alone.yaml"] = target({ maxShare: 1 });
  files["targets/storeless.yaml"] = target({ maxShare: 1 }, {});
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
