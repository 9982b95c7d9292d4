/**
 * The fault controller as a director sees it: a daemon in a process group of its own, on loopback,
 * with a token. It owns the journal and the leases, and undoes what is not renewed.
 */
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { JournalEntry, Undone } from "../../core/experiment/journal.ts";

export interface HeldFault {
  readonly fault: PlannedFault;
  readonly state: "intended" | "applied" | "undoing" | "undoFailed";
  readonly leaseMs: number;
  readonly renewals: number;
  /** So many undos were begun. */
  readonly undoAttempts: number;
  /** Of the last undo that failed: what went wrong and what was seen; empty where none has. */
  readonly lastFailure: readonly string[];
}

export interface Controller {
  readonly pid: number;
  /** Resolves once every effect has taken hold. @throws ChaosError; then everything is undone again */
  inject(fault: PlannedFault, leaseMs: number): Promise<{ readonly appliedAtMs: number }>;
  /** @throws ChaosError where the lease ran out, or the controller is gone */
  renew(faultId: string): Promise<void>;
  /** Of a fault that is confirmed as undone: what was seen then. One that failed is tried again at once. */
  undo(faultId: string): Promise<Undone>;
  /** Side by side and within a limit: one that takes longer is `unknown`. */
  undoAll(): Promise<readonly Undone[]>;
  held(): Promise<readonly HeldFault[]>;
  /** What it has written so far; with its end a journal that holds nothing open is removed. */
  journal(): Promise<readonly JournalEntry[]>;
  /** Undoes what is held, and ends it. */
  close(): Promise<readonly Undone[]>;
}
