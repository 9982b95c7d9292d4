/**
 * One run at a time per key on this machine. Each contender publishes a claim, a file named
 * after itself, and then looks for others: whoever finds no live one but its own holds the
 * lock. A claim counts only while its process lives, so a dead holder costs no wait, and
 * removing its claim can't hit anybody else: a name is never used again. (A single lock file
 * has no safe takeover: two that find the holder dead can remove each other's.)
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { messages } from "./messages.ts";
import { ProcessError } from "./process-error.ts";
import { findProcess, ownIdentity, type ProcessIdentity } from "./process-identity.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface Lock {
  release(): Promise<void>;
}

interface Claim extends ProcessIdentity {
  readonly key: string;
  readonly runId: string;
  readonly since: string;
}

/** A claim younger than this may be about to withdraw: two that start together see each other. */
const contendingMs = 300;
const longestPauseMs = 50;

/** @throws ProcessError "locked", which names the holder, or "stateFolder" */
export async function acquireLock(
  stateFolder: string,
  key: string,
  holder: { runId: string },
): Promise<Lock> {
  const folder = join(stateFolder, "locks", createHash("sha256").update(key).digest("hex").slice(0, 16));
  for (;;) {
    const claim: Claim = { key, runId: holder.runId, ...ownIdentity(), since: new Date().toISOString() };
    const file = publish(stateFolder, folder, claim);
    const other = oldest(otherClaims(folder, file));
    if (other === null) return { release: async () => rmSync(file, { force: true }) };
    rmSync(file, { force: true });
    if (!mayWithdraw(other)) throw new ProcessError("locked", messages.locked(other));
    await sleep(Math.random() * longestPauseMs);
  }
}

/** A claim from the future (the clock was set back) is no contender: it holds. */
function mayWithdraw({ since }: Claim): boolean {
  const ageMs = Date.now() - Date.parse(since);
  return ageMs >= 0 && ageMs < contendingMs;
}

function publish(stateFolder: string, folder: string, claim: Claim): string {
  published += 1;
  const file = join(folder, `${claim.pid}-${claim.startTime.replace(/\W+/g, "-")}-${published}.json`);
  try {
    writeAtomically(file, JSON.stringify(claim) + "\n");
  } catch (cause) {
    const message = messages.stateFolder(stateFolder, (cause as Error).message);
    throw new ProcessError("stateFolder", message, { cause });
  }
  return file;
}
let published = 0;

function otherClaims(folder: string, own: string): Claim[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
  return files.filter((file) => file !== own).flatMap((file) => liveClaim(file) ?? []);
}

/** The claim of a dead process, or one torn by a power cut, is removed. */
function liveClaim(file: string): Claim | null {
  try {
    const claim = JSON.parse(readFileSync(file, "utf8")) as Claim;
    if (findProcess(claim) !== null) return claim;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return null; // withdrawn in this moment
  }
  rmSync(file, { force: true });
  return null;
}

function oldest(claims: readonly Claim[]): Claim | null {
  return claims.toSorted((a, b) => a.since.localeCompare(b.since))[0] ?? null;
}
