/**
 * A project whose target is a composed stack: every experiment of this repository that a compose stack can
 * have, as short as it can be and with promises that a busy machine keeps, and three faults that last.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { projectOf } from "../../e2e/support/short-experiments.ts";
import type { ComposeProject } from "./compose-project.ts";

const own = JSON.stringify(join(installRoot(), "experiments/index.ts"));
const matrix = JSON.stringify(join(installRoot(), "lib/core/experiment/matrix.ts"));

const experiments = `
import { experiment, goals } from "tidemark/experiment";
import { experiments as whole } from ${own};
import { whyImpossible } from ${matrix};

/** Requests a second, to each endpoint. */
const ratePerSecond = 8;
const short = {
  baselineSeconds: 6,
  faultSeconds: 6,
  recoverySeconds: 20,
  recoveredWithinSeconds: 18,
  goals: { baseline: goals(0.8, 5, 0.8), fault: goals(0, 5, 0), recovery: goals(0.2, 5, 0.2) },
};
const shortened = whole
  .filter(({ fault }) => whyImpossible(fault, "compose") === null)
  .map((each) => {
    const traffic = each.traffic.map(({ endpoint }) => ({ endpoint, ratePerSecond }));
    return { ...each, ...short, traffic, repetitions: Math.min(2, each.repetitions) };
  });
const traffic = ["users_list", "postgres_health", "mongo_health"].map((endpoint) => {
  return { endpoint, ratePerSecond };
});
const lasting = (name, fault) =>
  experiment({ ...short, name, description: "A fault that lasts", fault, faultSeconds: 90, traffic });

export const experiments = [
  ...shortened,
  lasting("long-pause", { kind: "pause", services: ["api"] }),
  lasting("long-outage", { kind: "outage", store: "postgres" }),
  lasting("long-cpu", { kind: "cpu", workers: 4, services: ["api"] }),
];
`;

/** @returns the project's folder */
export function shortComposeExperiments(folder: string, stack: ComposeProject): string {
  const root = projectOf(folder, experiments);
  writeFileSync(join(root, "targets/compose.yaml"), targetOf(stack));
  return root;
}

function targetOf(stack: ComposeProject): string {
  return `
description: the composed stack of a test
addresses:
  api: ${stack.address("PORT_API")}
  postgres: ${stack.address("PORT_POSTGRES_SERVICE")}
  mongo: ${stack.address("PORT_MONGO_SERVICE")}
chaos:
  allow: true
  hosts: [127.0.0.1]
  maxInstances: 3
  driver:
    kind: compose
    project: ${JSON.stringify(installRoot())}
    toxiproxy: ${stack.address("PORT_TOXIPROXY")}
`;
}
