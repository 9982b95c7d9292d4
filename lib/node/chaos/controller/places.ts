/** Where controllers keep their journals and addresses, each file named by the process that owns it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { observeProcess, type ProcessIdentity } from "../../process/process-identity.ts";

export const journalsFolder = (stateFolder: string): string => join(stateFolder, "chaos", "journals");

export const controllersFolder = (stateFolder: string): string => join(stateFolder, "chaos", "controllers");

export function journalFile(stateFolder: string, identity: ProcessIdentity): string {
  return join(journalsFolder(stateFolder), `${ownerName(identity)}.ndjson`);
}

export function controllerFile(stateFolder: string, identity: ProcessIdentity): string {
  return join(controllersFolder(stateFolder), `${ownerName(identity)}.json`);
}

/** Names in one of these folders; none where no controller has been here yet. @throws Error where it cannot be read */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // No such folder, or a file in its place: the controller's start tells of the latter.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** Journals of controllers that are gone. */
export function deadJournals(
  stateFolder: string,
): { readonly file: string; readonly controllerPid: number }[] {
  const folder = journalsFolder(stateFolder);
  return namesIn(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .map((name) => ({ file: join(folder, name), ...ownerOf(name) }))
    .filter(({ alive }) => !alive)
    .map(({ file, pid }) => ({ file, controllerPid: pid }));
}

/** @param fileName without its folder; a name that no owner would give has a dead one */
export function ownerOf(fileName: string): { readonly pid: number; readonly alive: boolean } {
  const pid = Number.parseInt(fileName, 10);
  const observed = pid > 1 ? observeProcess(pid) : null;
  return { pid, alive: observed !== null && fileName.startsWith(`${ownerName(observed)}.`) };
}

/** As ledgers are named: the start time is opaque, and not always fit for a file's name. */
function ownerName({ pid, startTime }: ProcessIdentity): string {
  return `${pid}-${startTime.replace(/\W+/g, "-")}`;
}
