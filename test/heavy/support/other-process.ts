/** An effect in the hands of a process of its own: one that applies it and can be killed, one that undoes it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Effect } from "../../../lib/core/experiment/effect.ts";
import type { ReadBack } from "../../../lib/node/chaos/effector.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";

/** Applies it, and is killed the moment that it has. */
export async function applyAndBeKilled(effect: Effect): Promise<void> {
  const runner = startRunner("apply", effect);
  await firstWord(runner);
  runner.kill("SIGKILL");
  await once(runner, "exit");
}

export async function undoElsewhere(effect: Effect): Promise<ReadBack> {
  return JSON.parse(await firstWord(startRunner("undo", effect))) as ReadBack;
}

function startRunner(step: "apply" | "undo", effect: Effect): ChildProcess {
  const script = join(installRoot(), "test/heavy/support/effect-runner.ts");
  const args = ["--import", "./test/register.mjs", script, step, JSON.stringify(effect)];
  return spawn(process.execPath, args, { cwd: installRoot(), stdio: ["ignore", "pipe", "inherit"] });
}

async function firstWord(runner: ChildProcess): Promise<string> {
  if (runner.stdout === null) throw new Error("the runner has no output");
  const ended = once(runner, "exit").then(() => {
    throw new Error("the runner ended without a word");
  });
  const said = once(runner.stdout, "data").then(([data]) => String(data));
  said.then(undefined, () => undefined);
  ended.catch(() => undefined);
  return Promise.race([said, ended]);
}
