/** The embedded PostgreSQL for the length of a benchmark, off the core of what is measured. */
import { inheritedEnvironment } from "../../lib/node/stack/inherited-environment.ts";
import { startStore } from "../../lib/node/stack/store.ts";
import { UndoList } from "../../lib/node/stack/undo-list.ts";
import { stateFolder } from "../../lib/node/process/folders.ts";
import { openLedger } from "../../lib/node/process/ledger.ts";
import type { Bench } from "../benchmark.ts";
import { giveBackCores, keepOffFirstCore } from "./processor.ts";

export async function withStore<T>(bench: Bench, work: (postgresUrl: string) => Promise<T>): Promise<T> {
  const ledger = openLedger(stateFolder(process.env));
  const undo = new UndoList();
  if (!keepOffFirstCore()) bench.say("not pinned: one core only, or no taskset");
  try {
    const env = inheritedEnvironment(process.env);
    const store = await startStore(env, { logFolder: bench.folder, ledger, cores: null }, undo);
    return await work(store.url);
  } finally {
    await undo.run();
    giveBackCores();
    ledger.close();
  }
}
