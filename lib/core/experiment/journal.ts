/** A row of the fault controller's journal: append-only, on disk before what it says is done. */
import type { PlannedFault, Presence } from "./effect.ts";

export type JournalEventName =
  /** Written before anything is applied. */
  | "intended"
  | "applied"
  | "renewed"
  /** The lease ran out. */
  | "expired"
  /** Every step of the undo was taken; not looked at yet. */
  | "undone"
  /** Looked at, and nothing of it is left. */
  | "confirmed"
  | "undoFailed";

export interface JournalEntry {
  readonly schema: 1;
  /** From 1, without a gap. */
  readonly seq: number;
  readonly atMs: number;
  readonly event: JournalEventName;
  readonly faultId: string;
  readonly leaseMs: number;
  /** With `intended` alone: all that an undo needs. */
  readonly fault?: PlannedFault;
  /** What went wrong, what was seen. */
  readonly text?: string;
}

/** What became of a fault that was to be undone. */
export interface Undone {
  readonly faultId: string;
  readonly atMs: number;
  readonly presence: Presence;
  /** Steps that failed, each a sentence; the others were taken all the same. */
  readonly failures: readonly string[];
  /** What was read back from the system, each a sentence. */
  readonly evidence: readonly string[];
}
