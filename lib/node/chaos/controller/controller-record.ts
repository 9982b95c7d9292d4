/**
 * Where does a controller listen, and with which token? Written by the controller itself, for the
 * same user's other terminals (mode 0600). The record of one that is dead is removed by who finds it.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { findProcess, type ProcessIdentity } from "../../process/process-identity.ts";
import { writeAtomically } from "../../process/write-atomically.ts";
import { controllerFile, controllersFolder, namesIn, ownerOf } from "./places.ts";

export interface ControllerRecord extends ProcessIdentity {
  readonly url: string;
  readonly token: string;
  readonly runId: string;
  /** As a person knows it. */
  readonly target: string;
}

const recordSchema: z.ZodType<ControllerRecord> = z.object({
  pid: z.int(),
  startTime: z.string(),
  url: z.string(),
  token: z.string(),
  runId: z.string(),
  target: z.string(),
});

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

export function writeControllerRecord(stateFolder: string, record: ControllerRecord): void {
  const folder = controllersFolder(stateFolder);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, PRIVATE_FOLDER);
  writeAtomically(controllerFile(stateFolder, record), `${JSON.stringify(record)}\n`, PRIVATE_FILE);
}

export function removeControllerRecord(stateFolder: string, identity: ProcessIdentity): void {
  rmSync(controllerFile(stateFolder, identity), { force: true });
}

/** Of controllers that live. */
export function listControllers(stateFolder: string): ControllerRecord[] {
  const folder = controllersFolder(stateFolder);
  return namesIn(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => liveRecord(folder, name) ?? []);
}

function liveRecord(folder: string, name: string): ControllerRecord | null {
  const file = join(folder, name);
  if (!ownerOf(name).alive) {
    rmSync(file, { force: true });
    return null;
  }
  try {
    const record = recordSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return findProcess(record) === null ? null : record;
  } catch {
    return null; // removed in this moment, or of another version
  }
}
