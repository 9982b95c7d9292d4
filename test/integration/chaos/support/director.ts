/** Starts director-runner.ts, and knows the controller that it started. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { PlannedFault } from "../../../../lib/core/experiment/effect.ts";
import { installRoot } from "../../../../lib/node/process/install-root.ts";

export interface DirectorOptions {
  readonly stateFolder: string;
  readonly fault: PlannedFault;
  readonly leaseMs: number;
  readonly logFile: string;
}

export interface Director {
  readonly process: ChildProcess;
  readonly controllerPid: number;
}

/** Resolves once its fault is applied. */
export async function startDirector(options: DirectorOptions): Promise<Director> {
  const register = join(installRoot(), "test/register.mjs");
  const runner = join(installRoot(), "test/integration/chaos/support/director-runner.ts");
  const director = spawn(process.execPath, ["--import", register, runner, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const firstWord = once(director.stdout, "data").then(([data]) => Number(String(data)));
  const ended = once(director, "exit").then(() => {
    throw new Error("the director ended before its fault was applied");
  });
  return { process: director, controllerPid: await Promise.race([firstWord, ended]) };
}
