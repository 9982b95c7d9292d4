/** What a ledger's file holds, and where it lies. Read by sweeps, which trust nothing in it unseen. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessIdentity } from "./process-identity.ts";

export interface LedgerContent {
  readonly schema: 1;
  readonly runner: ProcessIdentity;
  readonly processes: readonly RecordedProcess[];
  readonly folders: readonly string[];
}

export interface RecordedProcess extends ProcessIdentity {
  readonly name: string;
}

export const ledgersFolder = (stateFolder: string): string => join(stateFolder, "runners");

/** @throws SyntaxError or TypeError when the file is not a whole ledger */
export function readLedger(file: string): LedgerContent {
  const content = JSON.parse(readFileSync(file, "utf8")) as LedgerContent;
  const whole =
    isIdentity(content.runner) &&
    content.processes.every((process) => isIdentity(process) && typeof process.name === "string") &&
    content.folders.every((folder) => typeof folder === "string");
  if (!whole) throw new TypeError("not a ledger");
  return content;
}

function isIdentity(value: ProcessIdentity): boolean {
  return Number.isInteger(value.pid) && value.pid > 1 && typeof value.startTime === "string";
}
