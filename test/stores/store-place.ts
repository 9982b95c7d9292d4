/** Where a test's own stores live: a folder that everybody may pass through, and their ledger. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger, type Ledger } from "../../lib/node/process/ledger.ts";
import type { OwnStore } from "./own-store.ts";

export interface StorePlace {
  readonly ledger: Ledger;
  /** A new folder for one store. */
  folder(name: string): string;
  logFile(name: string): string;
  /** @returns the same store; it ends with the place */
  keep(store: OwnStore): OwnStore;
  /** Ends every store and removes everything. */
  remove(): Promise<void>;
}

export function storePlace(): StorePlace {
  const root = mkdtempSync(join(tmpdir(), "tidemark-test-stores-"));
  // A server that refuses to run as root runs as somebody else, who must get through to its folder.
  chmodSync(root, 0o711);
  const ledger = openLedger(join(root, "state"));
  const stores: OwnStore[] = [];
  return {
    ledger,
    folder: (name) => {
      const folder = join(root, name);
      mkdirSync(folder);
      return folder;
    },
    logFile: (name) => join(root, `${name}.log`),
    keep: (store) => {
      stores.push(store);
      return store;
    },
    remove: async () => {
      await Promise.all(stores.map((store) => store.kill()));
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
