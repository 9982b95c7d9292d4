/**
 * What the experiments of a run need, once their target is up: its driver, a fault controller and the
 * probe's addresses. Nothing is injected here; whatever speaks against it is found before load is sent.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Controller } from "../../node/chaos/controller.ts";
import { startController } from "../../node/chaos/controller/controller-client.ts";
import { isClean, recoverySentences } from "../../node/chaos/controller/recover.ts";
import { PARTS_TOKEN_VARIABLE } from "../../node/chaos/effectors/parts-api.ts";
import { PROBE_TIMEOUT_MS } from "../../node/chaos/probe.ts";
import { stateFolder } from "../../node/process/folders.ts";
import type { Ground } from "../run/ready.ts";
import { connection, type TargetClient } from "../run/target-client.ts";
import type { TargetSystem } from "../run/target-system.ts";
import { awaitSteady } from "./await-steady.ts";
import { refusal, throwIfRefused } from "./guard-error.ts";
import { openDriver } from "./open-driver.ts";
import type { OpenChaos } from "./opened.ts";
import { planFaults } from "./plan-faults.ts";
import { probedEndpoints } from "./probed-endpoints.ts";

/** @returns null for a plan without experiments; @throws GuardError, ChaosError, ProcessError */
export async function openChaos(
  ground: Ground,
  target: TargetSystem,
  client: TargetClient,
): Promise<OpenChaos | null> {
  const { plan, project, cleanup, interruption, say } = ground;
  if (plan.experiments.length === 0) return null;
  const experiments = plan.experiments.map(({ experiment }) => experiment);
  const driver = await openDriver(ground, target);
  cleanup.defer("close the driver of the faults", () => driver.close());
  const allowed = ground.given?.described.chaos ?? null;
  // Instances may still change until a fault is injected; the director looks again then.
  throwIfRefused((await planFaults(driver, plan.experiments, allowed, plan)).refusals);
  const probe = {
    endpoints: probedEndpoints(experiments, project.system, target.addresses),
    headers: () => client.headers(AbortSignal.timeout(PROBE_TIMEOUT_MS)),
    connect: connection(ground.access?.tls ?? null),
  };
  say("looking whether the system is well before anything is done to it");
  await awaitSteady(probe, interruption.abort);
  const controller = await openController(ground, target);
  return { driver, controller, allowed, probe };
}

async function openController(ground: Ground, target: TargetSystem): Promise<Controller> {
  const { env, folder, plan, cleanup, say } = ground;
  const logFolder = join(folder, "logs");
  // Made by the stack where one is started for the run; a target that is given has none.
  mkdirSync(logFolder, { recursive: true });
  const controller = await startController({
    stateFolder: stateFolder(env),
    runId: plan.runId,
    target: target.name,
    env: target.chaos === null ? env : { ...env, [PARTS_TOKEN_VARIABLE]: target.chaos.partsToken },
    logFile: join(logFolder, "fault-controller.log"),
  });
  cleanup.defer("end the fault controller", async () => {
    const left = (await controller.close()).filter(({ presence }) => presence !== "clean");
    if (left.length > 0) throw new Error(`${left.length} faults are not confirmed as undone`);
  });
  const left = recoverySentences(controller.recovery);
  if (!isClean(controller.recovery)) throwIfRefused([refusal.openJournals(left)]);
  for (const line of left) say(line);
  say(
    `fault controller: process ${controller.pid}; it undoes everything should this run end without doing so`,
  );
  return controller;
}
