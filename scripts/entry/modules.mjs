/**
 * Are the dependencies in node_modules those of package-lock.json? If not, `npm ci` makes it so.
 * They are when our stamp holds the lockfile's hash, or when npm itself finished installing
 * after the lockfile was last changed (its node_modules/.package-lock.json says when).
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "./one-at-a-time.mjs";
import { EntryProblem, exitCodes } from "./problem.mjs";
import { runQuietly } from "./run-quietly.mjs";

/** An installed package has no lockfile: its dependencies came with it. */
export async function ensureModules(root) {
  if (lockfileHash(root) === null || areFresh(root)) return;
  await oneAtATime(root, async () => {
    if (areFresh(root)) return; // another command has just installed them
    console.error("tidemark: installing the locked dependencies (npm ci)");
    await install(root);
    writeFileSync(stampFile(root), lockfileHash(root));
  });
}

function areFresh(root) {
  return textOf(stampFile(root)) === lockfileHash(root) || npmFinishedAfterLockfile(root);
}

function lockfileHash(root) {
  const lockfile = textOf(join(root, "package-lock.json"));
  return lockfile === null ? null : createHash("sha256").update(lockfile).digest("hex");
}

function stampFile(root) {
  return join(root, "node_modules", ".tidemark-lock");
}

function npmFinishedAfterLockfile(root) {
  const finished = statSync(join(root, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  return finished !== undefined && finished.mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Of npm's lines the ones that say something; older versions write ERR!. */
const npmError = /^npm (error|ERR!) *\S/;

async function install(root) {
  // Development dependencies, too, whatever NODE_ENV says: the tests are commands like any other.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const { ended, lines } = await runQuietly("npm", args, root, npmError);
  if (ended === null) return;
  const output = lines === "" ? "" : `; it says:\n${lines}`;
  throw new EntryProblem(
    exitCodes.preflight,
    `npm ci must install the locked dependencies in ${root}, but it ${ended}${output}`,
  );
}
