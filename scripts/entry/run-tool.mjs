/**
 * Runs a tool of node_modules/.bin (or node itself) in this process's place: its terminal, its
 * end signals, its exit code. It runs in the project's folder, as npm would run it.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { passSignalsOn } from "./pass-signals-on.mjs";
import { EntryProblem, exitCodes } from "./problem.mjs";

export async function runTool(root, [tool, ...args]) {
  if (tool === undefined)
    throw new EntryProblem(exitCodes.usage, "--then must be followed by a tool, for example mocha");
  const folder = join(root, "node_modules", ".bin");
  const env = { ...process.env, PATH: folder + delimiter + (process.env.PATH ?? "") };
  const shell = process.platform === "win32"; // there tools are .cmd files
  const program = pathOf(tool, folder);
  await endLike(() => spawn(program, args, { cwd: root, env, shell, stdio: "inherit" }));
}

function pathOf(tool, folder) {
  if (tool === "node") return process.execPath;
  const path = join(folder, tool);
  if (!existsSync(path)) throw new EntryProblem(exitCodes.usage, `--then: no tool ${tool} in ${folder}`);
  return path;
}

function endLike(start) {
  let child;
  const signals = passSignalsOn(() => child);
  child = start();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      signals.dispose();
      if (signal === null) process.exitCode = code;
      else process.kill(process.pid, signal); // so that the shell sees what happened
      resolve();
    });
  });
}
