/** A team's project in a folder of its own, for a shop with two endpoints, and plans for it. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import type { Project } from "../../../lib/node/project/project.ts";
import { anExecutor, aSystem } from "../../unit/core/given.ts";
import { aPlan } from "../../unit/k6/given.ts";

/** @param behaviour source of the behaviour by endpoint */
export function writeShop(root: string, behaviour = "{}"): Project {
  mkdirSync(join(root, "system"), { recursive: true });
  mkdirSync(join(root, "scenarios"), { recursive: true });
  writeFileSync(
    join(root, "system/index.ts"),
    `export const system = ${JSON.stringify(aSystem)};\nexport const behaviour = ${behaviour};\n`,
  );
  cpSync(join(installRoot(), "scenarios/sustained.ts"), join(root, "scenarios/steady.ts"));
  return { root, system: aSystem, objectives: [], scenarios: [], experiments: [], data: {} };
}

/** A hundred requests in a second, all judged, all bodies checked. */
export function shortPlan(address: string, varied: Partial<LoadPlan> = {}): LoadPlan {
  return aPlan({
    executors: [anExecutor({ shape: atRate(100, 1), gracefulStopSeconds: 2 })],
    addresses: { shop: address },
    checkEveryNthBody: 1,
    ...varied,
  });
}

export function atRate(iterationsPerSecond: number, durationSeconds: number) {
  return { kind: "constant-arrival-rate", iterationsPerSecond, durationSeconds } as const;
}
