/**
 * What did this runner start and create? One file per runner in the state folder, written
 * at once with every change, so that the next start can end and remove what a killed runner
 * left (sweep.ts). The file is there from opening to closing; a state folder that can't be
 * written is found before anything is started.
 */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { ledgersFolder, type LedgerContent, type RecordedProcess } from "./ledger-file.ts";
import { messages } from "./messages.ts";
import { ProcessError } from "./process-error.ts";
import { observeProcess, ownIdentity, type ProcessIdentity } from "./process-identity.ts";
import { isSweepable, sweepablePlaces } from "./sweepable-folder.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface Ledger {
  /** A process that is already gone is not recorded. */
  recordProcess(process: { pid: number; name: string }): void;
  forgetProcess(pid: number): void;
  /** @throws ProcessError "folderNotSweepable" for a folder that no sweep would remove */
  recordFolder(path: string): void;
  forgetFolder(path: string): void;
  /** Removes the file when nothing is left in it; otherwise the next start sweeps the rest. */
  close(): void;
}

export function openLedger(stateFolder: string): Ledger {
  const runner = ownIdentity();
  const file = join(ledgersFolder(stateFolder), fileName(runner));
  const processes = new Map<number, RecordedProcess>();
  const folders = new Set<string>();
  const write = () => {
    writeLedger(stateFolder, file, {
      schema: 1,
      runner,
      processes: [...processes.values()],
      folders: [...folders],
    });
  };
  /** Where less is left than the file says, a full disk does no harm: a sweep finds nothing there. */
  const rewrite = () => {
    try {
      write();
    } catch {
      // see above
    }
  };
  write();
  return {
    recordProcess({ pid, name }) {
      const observed = observeProcess(pid);
      if (observed === null) return;
      processes.set(pid, { name, pid, startTime: observed.startTime });
      write();
    },
    forgetProcess(pid) {
      if (processes.delete(pid)) rewrite();
    },
    recordFolder(path) {
      const absolute = resolve(path);
      if (!isSweepable(absolute, stateFolder)) {
        const message = messages.folderNotSweepable(absolute, sweepablePlaces(stateFolder));
        throw new ProcessError("folderNotSweepable", message);
      }
      folders.add(absolute);
      write();
    },
    forgetFolder(path) {
      if (folders.delete(resolve(path))) rewrite();
    },
    close() {
      if (processes.size === 0 && folders.size === 0) rmSync(file, { force: true });
    },
  };
}

/** Several ledgers of one process (in tests) get a file each. */
function fileName({ pid, startTime }: ProcessIdentity): string {
  opened += 1;
  return `${pid}-${startTime.replace(/\W+/g, "-")}-${opened}.json`;
}
let opened = 0;

function writeLedger(stateFolder: string, file: string, content: LedgerContent): void {
  try {
    writeAtomically(file, JSON.stringify(content, null, 2) + "\n");
  } catch (cause) {
    const message = messages.stateFolder(stateFolder, (cause as Error).message);
    throw new ProcessError("stateFolder", message, { cause });
  }
}
