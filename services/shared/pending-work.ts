/**
 * Records that wait to be worked off, as the store that holds them knows them. This is what makes
 * the store an outbox: a record is written as pending before its creation is acknowledged, and stays
 * in `pendingIds` until it is settled, whatever becomes of messages and processes meanwhile.
 */
export type Outcome = "done" | "failed";

export interface PendingWork {
  /** The oldest first. */
  pendingIds(olderThanMs: number, limit: number): Promise<readonly string[]>;
  /** False where there is none of this id. */
  isPending(id: string): Promise<boolean>;
  /**
   * Ends the wait of a record. False, and without effect, where there is none of this id or it is
   * settled already: a second message about the same record does nothing.
   */
  settle(id: string, outcome: Outcome): Promise<boolean>;
}
