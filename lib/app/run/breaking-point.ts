/** Ends k6 as soon as a search for the breaking point has its answer. */
import type { K6Run } from "../../node/generator/start-k6.ts";
import type { EventLog } from "../../node/records/event-log.ts";
import type { Recorder } from "../../node/recorder/recorder.ts";
import type { Ready } from "./ready.ts";
import { watchSearch } from "./search-watch.ts";

/** @returns what the search has found, in a sentence, once it has; null until then, and for other runs */
export function endAtBreakingPoint(
  { ground: { plan, settings, say } }: Ready,
  run: K6Run,
  recorder: Recorder,
  events: EventLog,
): { readonly found: readonly [string] | null } {
  const search: { found: readonly [string] | null } = { found: null };
  const found = (text: string) => {
    search.found = [text];
    say(text);
    events.add({ atMs: Date.now(), kind: "note", edge: "at", name: "breaking point", text });
    run.interrupt();
  };
  watchSearch({ plan, recorder, strict: settings.strict, health: () => run.health(), found });
  return search;
}
