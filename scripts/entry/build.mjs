/**
 * Is `dist/` as new as everything it is built from? If not, build.mjs runs. Folders count as
 * well: their times tell of files that were removed.
 */
import { spawn } from "node:child_process";
import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "./one-at-a-time.mjs";
import { passSignalsOn } from "./pass-signals-on.mjs";
import { EntryProblem, exitCodes } from "./problem.mjs";
import { howItEnded } from "./run-quietly.mjs";

const sources = [
  "lib",
  "scripts",
  "services",
  "system",
  "thresholds",
  "experiments",
  "scenarios",
  "build.mjs",
  "package-lock.json",
];
const sourcePatterns = [
  { folder: "tools", name: /\.json$/ },
  { folder: ".", name: /^tsconfig.*\.json$/ },
];

export async function ensureBuild(root) {
  if (isFresh(root)) return;
  await oneAtATime(root, async () => {
    if (isFresh(root)) return; // another command has just built it
    console.error("tidemark: building dist/");
    const startedAt = new Date();
    await build(root);
    // A source that was changed during the build is newer than this, and will be built.
    utimesSync(stampFile(root), startedAt, startedAt);
  });
}

function stampFile(root) {
  return join(root, "dist", ".built");
}

function isFresh(root) {
  const stamp = statSync(stampFile(root), { throwIfNoEntry: false });
  if (stamp === undefined) return false;
  const matching = sourcePatterns.flatMap(({ folder, name }) => namesIn(root, folder, name));
  return ![...sources, ...matching].some((source) => isNewer(join(root, source), stamp.mtimeMs));
}

function namesIn(root, folder, pattern) {
  const exists = statSync(join(root, folder), { throwIfNoEntry: false }) !== undefined;
  const names = exists ? readdirSync(join(root, folder)) : [];
  return names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}

/** Whether this file, or this folder or anything in it, changed after that time. */
function isNewer(path, timeMs) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (stats.mtimeMs > timeMs) return true;
  return stats.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), timeMs));
}

function build(root) {
  return new Promise((resolve, reject) => {
    let child;
    const signals = passSignalsOn(() => child);
    // Its stdout goes to our stderr: stdout is for the results of the command.
    child = spawn(process.execPath, ["build.mjs"], { cwd: root, stdio: ["ignore", 2, 2] });
    child.once("close", (code, signal) => {
      signals.dispose();
      const interrupted = signals.received();
      const ended = howItEnded(code, signal);
      if (ended === null) resolve();
      else if (interrupted !== null) reject(new EntryProblem(exitCodes.interrupted, interrupted));
      else reject(new EntryProblem(exitCodes.preflight, `node build.mjs in ${root} ${ended}`));
    });
  });
}
