/**
 * Ends and removes what runners that are no longer alive left behind, by their ledgers.
 * A process is touched only if its id and start time are those recorded. Two sweeps at once
 * are safe: every step does nothing where the other was first. What can't be ended stays in
 * the ledger for the next sweep.
 */
import { readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ledgersFolder, readLedger, type LedgerContent, type RecordedProcess } from "./ledger-file.ts";
import { messages } from "./messages.ts";
import { findProcess } from "./process-identity.ts";
import { signalIdentity, waitUntilGone } from "./signal-process.ts";
import { isSweepable } from "./sweepable-folder.ts";

/** From the polite signals to SIGKILL, and from there to giving up. */
const graceMs = 3000;
const killMs = 2000;

/** @returns one sentence per thing that was ended, removed or could not be */
export async function sweep(stateFolder: string): Promise<string[]> {
  const said: string[] = [];
  for (const file of ledgerFiles(ledgersFolder(stateFolder)))
    said.push(...(await sweepFile(file, stateFolder)));
  return said;
}

function ledgerFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(folder, name));
  } catch {
    return []; // no run has been here yet
  }
}

async function sweepFile(file: string, stateFolder: string): Promise<string[]> {
  let ledger: LedgerContent;
  try {
    ledger = readLedger(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []; // another sweep was first
    rmSync(file, { force: true });
    return [messages.tornLedger(file, (error as Error).message)];
  }
  if (findProcess(ledger.runner) !== null) return [];
  const processes = await endProcesses(ledger);
  const folders = await removeFolders(ledger, stateFolder);
  if (processes.complete) rmSync(file, { force: true });
  return [...processes.said, ...folders];
}

async function endProcesses(ledger: LedgerContent): Promise<{ said: string[]; complete: boolean }> {
  const alive = ledger.processes.filter((process) => findProcess(process) !== null);
  // SIGINT is the fast and orderly end of k6 and of PostgreSQL, SIGTERM that of our own children.
  for (const process of alive) signalIdentity(process, "SIGINT");
  for (const process of alive) signalIdentity(process, "SIGTERM");
  const stubborn = await waitUntilGone(alive, graceMs);
  for (const process of stubborn) signalIdentity(process, "SIGKILL");
  const left = await waitUntilGone(stubborn, killMs);
  const sentence = ({ name, pid }: RecordedProcess, ended: boolean) =>
    (ended ? messages.sweptProcess : messages.unsweptProcess)(name, pid, ledger.runner.pid);
  return {
    said: alive.map((process) => sentence(process, !left.includes(process))),
    complete: left.length === 0,
  };
}

async function removeFolders(ledger: LedgerContent, stateFolder: string): Promise<string[]> {
  const said = await Promise.all(
    ledger.folders.map(async (path) => {
      if (!isSweepable(path, stateFolder)) return messages.refusedFolder(path);
      try {
        await rm(path, { recursive: true, maxRetries: 3 });
        return messages.sweptFolder(path, ledger.runner.pid);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        return messages.unsweptFolder(path, (error as Error).message);
      }
    }),
  );
  return said.filter((sentence) => sentence !== null);
}
