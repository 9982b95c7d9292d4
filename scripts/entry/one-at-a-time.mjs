/**
 * Lets one command at a time install or build here; the others wait. Each publishes a claim, a
 * file named after its process, and goes ahead when it finds no other live one; otherwise it
 * withdraws and tries again. The claim of a dead process counts for nothing and is removed.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const longestPauseMs = 300;
/** Attempts before the person is told why nothing happens. */
const patience = 3;
/** Nothing takes this long here: a process of that id is then another one. */
const longestClaimMs = 15 * 60_000;

export async function oneAtATime(root, work) {
  const folder = join(root, "dist", ".entry");
  const claim = join(folder, String(process.pid));
  mkdirSync(folder, { recursive: true });
  for (let attempt = 1; !tryClaim(folder, claim); attempt += 1) {
    if (attempt === patience) console.error("tidemark: waiting for another command that installs or builds");
    await sleep(Math.random() * longestPauseMs);
  }
  try {
    return await work();
  } finally {
    rmSync(claim, { force: true });
  }
}
function tryClaim(folder, claim) {
  writeFileSync(claim, "");
  const others = readdirSync(folder).filter((name) => join(folder, name) !== claim);
  if (!others.some((name) => isLive(folder, name))) return true;
  rmSync(claim, { force: true });
  return false;
}

function isLive(folder, name) {
  const claim = statSync(join(folder, name), { throwIfNoEntry: false });
  if (claim === undefined) return false;
  if (Date.now() - claim.mtimeMs < longestClaimMs && isRunning(Number(name))) return true;
  rmSync(join(folder, name), { force: true });
  return false;
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
