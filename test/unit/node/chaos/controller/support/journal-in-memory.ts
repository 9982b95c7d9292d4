/** A journal without a disk, which can be full all the same. */
import type { JournalEntry } from "../../../../../../lib/core/experiment/journal.ts";
import { ChaosError } from "../../../../../../lib/node/chaos/chaos-error.ts";
import type { Journal } from "../../../../../../lib/node/chaos/controller/journal.ts";

export interface JournalInMemory extends Journal {
  full: boolean;
  /** `intended a`, in order. */
  told(): string[];
}

export function journalInMemory(onRow: (row: string) => void = () => undefined): JournalInMemory {
  const entries: JournalEntry[] = [];
  let problem: string | null = null;
  const add = (entry: Omit<JournalEntry, "schema" | "seq" | "atMs">) => {
    entries.push({ schema: 1, seq: entries.length + 1, atMs: 0, ...entry });
    onRow(`journal: ${entry.event} ${entry.faultId}`);
  };
  const journal: JournalInMemory = {
    full: false,
    intend: (fault, leaseMs) => {
      if (journal.full) throw new ChaosError("journalNotWritten", "no space");
      add({ event: "intended", faultId: fault.faultId, leaseMs, fault });
    },
    note: (event, about) => {
      if (journal.full) problem ??= "the journal could not be written";
      else add({ event, ...about });
    },
    entries: () => [...entries],
    problem: () => problem,
    close: () => undefined,
    remove: () => undefined,
    told: () => entries.map(({ event, faultId }) => `${event} ${faultId}`),
  };
  return journal;
}
