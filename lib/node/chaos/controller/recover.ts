/**
 * Undoes what dead controllers left: replays their journals, undoes every fault that is not confirmed
 * there, and looks. A journal goes once all of its faults are clean; otherwise it stays for the next
 * time. Two that recover at once do no harm, and a controller that lives is left alone.
 */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { Undone } from "../../../core/experiment/journal.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effectors } from "../effector.ts";
import { messages } from "../messages.ts";
import { realClock, type Clock } from "./clock.ts";
import { openJournal, type Journal } from "./journal.ts";
import { deadJournals } from "./places.ts";
import { openFaults, readJournal, type JournalContent } from "./read-journal.ts";
import { sideBySide } from "./side-by-side.ts";
import { undoFault, usualUndoLimits, type UndoLimits } from "./undo-fault.ts";

export interface Recovery {
  readonly faults: readonly RecoveredFault[];
  /** Journals and rows that can't be read, each a sentence with its remedy: what they say may still hold. */
  readonly problems: readonly string[];
}

export interface RecoveredFault {
  readonly fault: PlannedFault;
  readonly undone: Undone;
  readonly controllerPid: number;
}

export interface RecoverOptions {
  readonly stateFolder: string;
  readonly effectors: Effectors;
  readonly clock?: Clock;
  readonly limits?: UndoLimits;
}

/** Never rejects for what a journal holds. */
export async function recover({ stateFolder, ...options }: RecoverOptions): Promise<Recovery> {
  const journals = deadJournals(stateFolder);
  const recoveries = await Promise.all(journals.map((journal) => recoverJournal(journal, options)));
  return {
    faults: recoveries.flatMap(({ faults }) => faults),
    problems: recoveries.flatMap(({ problems }) => problems),
  };
}

/** Whether the target is as it was before. */
export function isClean({ faults, problems }: Recovery): boolean {
  return problems.length === 0 && faults.every(({ undone }) => undone.presence === "clean");
}

/** One for each fault, and one for each problem. */
export function recoverySentences({ faults, problems }: Recovery): string[] {
  return [
    ...faults.map(({ fault, undone, controllerPid }) =>
      undone.presence === "clean"
        ? messages.recovered(fault.what, controllerPid)
        : messages.notUndone(fault.what, [...undone.failures, ...undone.evidence], fault.undo),
    ),
    ...problems,
  ];
}

type JournalOptions = Omit<RecoverOptions, "stateFolder">;

async function recoverJournal(
  { file, controllerPid }: ReturnType<typeof deadJournals>[number],
  options: JournalOptions,
): Promise<Recovery> {
  const read = readOrExplain(file);
  if (typeof read === "string") return { faults: [], problems: [read] };
  if (read === null) return { faults: [], problems: [] };
  const clock = options.clock ?? realClock;
  const { journal, problem } = openOrExplain(file, clock);
  const open = openFaults(read.entries).map((fault) => ({ fault }));
  const faults = await sideBySide(open, async ({ fault }): Promise<RecoveredFault> => {
    return { fault, undone: await undoAndNote(fault, journal, { ...options, clock }), controllerPid };
  });
  const problems = [...read.unreadable.map((row) => messages.unreadableRow(file, row)), ...problem];
  const recovery = { faults, problems };
  if (isClean(recovery)) journal?.remove();
  else journal?.close();
  return recovery;
}

/** Null where another one that recovers was first; a sentence where the journal can't be read. */
function readOrExplain(file: string): JournalContent | string | null {
  try {
    return readJournal(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    return messages.unreadableJournal(file, reasonOf(error));
  }
}

/** An undo does not depend on what can be written about it. */
function openOrExplain(file: string, clock: Clock): { journal: Journal | null; problem: string[] } {
  try {
    return { journal: openJournal(file, () => clock.nowMs()), problem: [] };
  } catch (error) {
    return { journal: null, problem: [messages.unreadableJournal(file, reasonOf(error))] };
  }
}

async function undoAndNote(
  fault: PlannedFault,
  journal: Journal | null,
  { effectors, clock, limits = usualUndoLimits }: JournalOptions & { readonly clock: Clock },
): Promise<Undone> {
  const about = { faultId: fault.faultId, leaseMs: 0 };
  const onStepsTaken = () => journal?.note("undone", about);
  const undone = await undoFault(fault, { effectors, clock, limits, onStepsTaken });
  const text = [...undone.failures, ...undone.evidence].join("; ");
  journal?.note(undone.presence === "clean" ? "confirmed" : "undoFailed", { ...about, text });
  return undone;
}
