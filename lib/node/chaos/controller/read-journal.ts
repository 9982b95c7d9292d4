/**
 * Reads a journal back, also one whose writer was killed: a last line without its end was never
 * relied on, for nothing is applied before its row is on disk. Any other line that can't be read is
 * told, since it may speak of a fault that still holds.
 */
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { JournalEntry } from "../../../core/experiment/journal.ts";

export interface JournalContent {
  readonly entries: readonly JournalEntry[];
  /** Numbers of lines, from 1. */
  readonly unreadable: readonly number[];
  /** Up to the end of the last whole line. */
  readonly wholeBytes: number;
}

export function readJournal(file: string): JournalContent {
  return parseJournal(readFileSync(file, "utf8"));
}

export function parseJournal(text: string): JournalContent {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const rows = whole === "" ? [] : whole.slice(0, -1).split("\n").map(parseRow);
  return {
    entries: rows.filter((row) => row !== null),
    unreadable: rows.flatMap((row, index) => (row === null ? [index + 1] : [])),
    wholeBytes: Buffer.byteLength(whole),
  };
}

/** The faults whose last word is not that they are confirmed as undone, the latest first. */
export function openFaults(entries: readonly JournalEntry[]): PlannedFault[] {
  const last = new Map(entries.map(({ faultId, event }) => [faultId, event]));
  return entries
    .flatMap(({ fault }) => (fault === undefined || last.get(fault.faultId) === "confirmed" ? [] : [fault]))
    .reverse();
}

/** Effects are looked at by what applies them, which trusts them no more than it must. */
const plannedFault = z.looseObject({
  schema: z.literal(1),
  faultId: z.string().min(1),
  what: z.string(),
  undo: z.string(),
  instances: z.array(z.string()),
  effects: z.array(z.looseObject({ kind: z.string() })),
});

const entry = z.looseObject({
  schema: z.literal(1),
  seq: z.int().positive(),
  atMs: z.number(),
  event: z.enum(["intended", "applied", "renewed", "expired", "undone", "confirmed", "undoFailed"]),
  faultId: z.string().min(1),
  leaseMs: z.number(),
  fault: plannedFault.optional(),
});

export function isPlannedFault(value: unknown): value is PlannedFault {
  return plannedFault.safeParse(value).success;
}

function parseRow(line: string): JournalEntry | null {
  try {
    const row = entry.parse(JSON.parse(line));
    return row.event === "intended" && row.fault === undefined ? null : (row as unknown as JournalEntry);
  } catch {
    return null;
  }
}
