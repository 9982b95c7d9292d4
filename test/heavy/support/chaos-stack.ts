/** The stack with Toxiproxy on the way to its stores, its driver, and its effects: applied, undone, read back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effect, PlannedFault } from "../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../lib/core/experiment/experiment.ts";
import { composeDriver } from "../../../lib/node/chaos/compose-driver.ts";
import type { Effector, ReadBack } from "../../../lib/node/chaos/effector.ts";
import { effectorsFor } from "../../../lib/node/chaos/effectors.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { readComposeFile } from "../../compose/compose-file.ts";
import { run } from "../../compose/run.ts";
import { composeProject, type ComposeProject } from "./compose-project.ts";
import { findDocker } from "./docker.ts";
import { withSecrets } from "./observe.ts";

export interface ChaosStack {
  readonly project: ComposeProject;
  readonly dockerHost: string | null;
  /** For what the tests write. */
  readonly folder: string;
  readonly notes: string[];
  /** `docker compose up --wait` of these services, or of all of the system and Toxiproxy. */
  up(options?: UpOptions): Promise<void>;
  plan(fault: FaultSpec): Promise<PlannedFault>;
  effectsOf(fault: FaultSpec): Promise<readonly [Effect, ...Effect[]]>;
  /** What the driver says against it. */
  refusalOf(fault: FaultSpec): Promise<string>;
  stop(): Promise<void>;
}

export interface UpOptions {
  readonly services?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A Compose file over docker-compose.yml. */
  readonly override?: string;
}

/** @returns why there is none, where there is none */
export async function chaosStack(): Promise<ChaosStack | { readonly whyNot: string }> {
  const file = readComposeFile();
  const docker = await findDocker(installRoot(), file, withSecrets(process.env), () => undefined);
  if ("whyNot" in docker) return docker;
  const project = await composeProject(file, docker);
  const dockerHost = docker.env["DOCKER_HOST"] ?? null;
  const folder = mkdtempSync(join(tmpdir(), "tidemark-test-"));
  const toxiproxyUrl = project.address("PORT_TOXIPROXY");
  const driver = composeDriver({ dockerHost, folder: installRoot(), toxiproxyUrl });
  const plan = (fault: FaultSpec) =>
    driver.plan({ experiment: "test", faultId: "test-1", fault, seconds: 30, draw: () => 0 });
  return {
    project,
    dockerHost,
    folder,
    notes: [...docker.notes],
    up: ({ services, env = {}, override } = {}) => {
      const files = override === undefined ? [] : ["-f", "docker-compose.yml", "-f", override];
      const wanted = services ?? [...project.services(null), ...project.services("chaos")];
      const up = ["compose", ...files, "--profile", "chaos", "up", "--wait", "--wait-timeout", "180"];
      const around = { env: { ...project.env, STORE_HOST: "toxiproxy", ...env }, cwd: installRoot() };
      return run("docker", [...up, ...wanted], around).then(() => undefined);
    },
    plan,
    effectsOf: async (fault) => {
      const [first, ...others] = (await plan(fault)).effects;
      if (first === undefined) throw new Error("a fault must have an effect");
      return [first, ...others];
    },
    refusalOf: (fault) => plan(fault).then(({ what }) => `planned: ${what}`, String),
    stop: async () => {
      await driver.close();
      await project.compose("--profile", "*", "down", "--volumes", "--timeout", "10");
      rmSync(folder, { recursive: true, force: true });
      await docker.stop();
    },
  };
}

const effectors = effectorsFor({ env: process.env });

function effectorOf(effect: Effect): Effector {
  return effectors[effect.kind] as Effector;
}

export async function apply(effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await effectorOf(effect).apply(effect);
}

export async function undo(effects: readonly Effect[]): Promise<void> {
  for (const effect of effects.toReversed()) await effectorOf(effect).undo(effect);
}

export function readBack(effects: readonly Effect[]): Promise<ReadBack[]> {
  return Promise.all(effects.map((effect) => effectorOf(effect).readBack(effect)));
}

export async function presences(effects: readonly Effect[]): Promise<string[]> {
  return (await readBack(effects)).map(({ presence }) => presence);
}
