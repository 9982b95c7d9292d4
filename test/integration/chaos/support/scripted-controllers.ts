/** For the suite that calls this: starts fault controllers with effectors of a test, and ends them after each test. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import type { PlannedFault } from "../../../../lib/core/experiment/effect.ts";
import {
  startController,
  type StartedController,
} from "../../../../lib/node/chaos/controller/controller-client.ts";
import { observeProcess } from "../../../../lib/node/process/process-identity.ts";
import { eventually } from "../../../support/eventually.ts";
import { builtScriptedController } from "./daemons.ts";
import { fileEffect } from "./scripted-effectors.ts";
import { aFault } from "./victims.ts";

export interface ScriptedControllers {
  /** Its bundle. */
  readonly module: () => string;
  /** @param stateFolder `state` in the test's folder where it is left out */
  readonly start: (stateFolder?: string) => Promise<StartedController>;
  /** With SIGKILL; resolves when it is gone. */
  readonly kill: (controller: StartedController) => Promise<void>;
  readonly closeAll: () => Promise<void>;
  /** A fault with the id `f` whose effects are these files in the folder `target`. */
  readonly faultOf: (...names: readonly string[]) => PlannedFault;
  readonly whatHolds: () => string[];
}

/** @param path of `temporaryFolder`, called before this */
export function scriptedControllers(path: (...segments: string[]) => string): ScriptedControllers {
  let module = "";
  let controllers: StartedController[] = [];
  const closeAll = async () => {
    for (const controller of controllers) await controller.close().catch(() => undefined);
    controllers = [];
  };
  before("build the controller", async () => {
    module = await builtScriptedController();
  });
  after(() => rmSync(module, { force: true }));
  beforeEach(() => mkdirSync(path("target")));
  afterEach(closeAll);
  return {
    module: () => module,
    closeAll,
    start: async (stateFolder = path("state")) => {
      const common = { stateFolder, runId: "run", target: "files" };
      const controller = await startController({ ...common, env: process.env, logFile: path("log"), module });
      controllers.push(controller);
      return controller;
    },
    kill: async ({ pid }) => {
      process.kill(pid, "SIGKILL");
      await eventually("it is gone", () => observeProcess(pid) === null);
    },
    faultOf: (...names) => aFault("f", ...names.map((name) => fileEffect(path("target"), name))),
    whatHolds: () => readdirSync(path("target")).filter((name) => !/^(hold|waiting)-/.test(name)),
  };
}
