/**
 * The journal: append-only, a row on disk (fsync) before what it says is done. Without room for
 * `intended` nothing may be applied; every other row is a note, whose loss costs nothing but the
 * note: a fault that is not confirmed here is undone once more, and undoing twice does no harm.
 */
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { JournalEntry, JournalEventName } from "../../../core/experiment/journal.ts";
import { ChaosError, reasonOf } from "../chaos-error.ts";
import { messages } from "../messages.ts";
import { readJournal } from "./read-journal.ts";

export interface Journal {
  /** @throws ChaosError "journalNotWritten"; then the journal is as it was before */
  intend(fault: PlannedFault, leaseMs: number): void;
  note(event: Exclude<JournalEventName, "intended">, about: Noted): void;
  entries(): readonly JournalEntry[];
  /** Why notes are missing; null when none are. */
  problem(): string | null;
  close(): void;
  /** Closes it, and removes the file: nothing is open in it. */
  remove(): void;
}

export interface Noted {
  readonly faultId: string;
  readonly leaseMs: number;
  readonly text?: string;
}

/** What a journal tells goes to whoever owns the target. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Begins a journal, or goes on with one: a torn last line is cut off.
 * @throws ChaosError "journalNotWritten"
 */
export function openJournal(file: string, nowMs: () => number): Journal {
  const { descriptor, entries, bytes } = open(file);
  let size = bytes;
  let problem: string | null = null;
  const write = (row: Omit<JournalEntry, "schema" | "seq" | "atMs">) => {
    const whole: JournalEntry = { schema: 1, seq: (entries.at(-1)?.seq ?? 0) + 1, atMs: nowMs(), ...row };
    // Where the row before was written in part, its remains go first.
    ftruncateSync(descriptor, size);
    size += writeWhole(descriptor, `${JSON.stringify(whole)}\n`);
    entries.push(whole);
  };
  return {
    intend: (fault, leaseMs) => {
      try {
        write({ event: "intended", faultId: fault.faultId, leaseMs, fault });
      } catch (cause) {
        const message = messages.journalNotWritten(file, reasonOf(cause));
        throw new ChaosError("journalNotWritten", message, { cause });
      }
    },
    note: (event, about) => {
      try {
        write({ event, ...about });
      } catch (error) {
        problem ??= messages.journalIncomplete(file, reasonOf(error));
      }
    },
    entries: () => [...entries],
    problem: () => problem,
    close: () => closeSync(descriptor),
    remove: () => {
      closeSync(descriptor);
      rmSync(file, { force: true });
    },
  };
}

function open(file: string): { descriptor: number; entries: JournalEntry[]; bytes: number } {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
    const descriptor = openSync(file, "a", PRIVATE_FILE);
    syncFolder(dirname(file));
    const { entries, wholeBytes } = readJournal(file);
    return { descriptor, entries: [...entries], bytes: wholeBytes };
  } catch (cause) {
    throw new ChaosError("journalNotWritten", messages.journalNotWritten(file, reasonOf(cause)), { cause });
  }
}

/** A row on disk is of no use in a file that its folder does not know after a power cut. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** @returns bytes written */
function writeWhole(descriptor: number, text: string): number {
  const row = Buffer.from(text);
  let written = 0;
  while (written < row.length) written += writeSync(descriptor, row, written);
  fsyncSync(descriptor);
  return row.length;
}
