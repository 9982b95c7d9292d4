/** What controllers that are gone may have left in the world, by their journals. Looks, and undoes nothing. */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import { messages } from "../messages.ts";
import { deadJournals } from "./places.ts";
import { openFaults, readJournal } from "./read-journal.ts";

export interface OpenJournal {
  readonly file: string;
  readonly controllerPid: number;
  /** Not confirmed as undone. */
  readonly faults: readonly PlannedFault[];
  /** Why more may be there than can be read, each a sentence. */
  readonly problems: readonly string[];
}

export function openJournals(stateFolder: string): OpenJournal[] {
  return deadJournals(stateFolder)
    .map(({ file, controllerPid }) => openJournal(file, controllerPid))
    .filter(({ faults, problems }) => faults.length > 0 || problems.length > 0);
}

function openJournal(file: string, controllerPid: number): OpenJournal {
  try {
    const { entries, unreadable } = readJournal(file);
    const problems = unreadable.map((row) => messages.unreadableRow(file, row));
    return { file, controllerPid, faults: openFaults(entries), problems };
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
    const problems = isGone ? [] : [messages.unreadableJournal(file, reasonOf(error))];
    return { file, controllerPid, faults: [], problems };
  }
}
