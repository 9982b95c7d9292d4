/** What happens to a system that we started while the run goes on: a part of it that ended unasked. */
import type { EventLog } from "../../node/records/event-log.ts";
import type { TargetSystem } from "./target-system.ts";

/** @returns filled while the run goes on */
export function notesOnTarget(
  { failed }: TargetSystem,
  events: EventLog,
  say: (line: string) => void,
): readonly string[] {
  const notes: string[] = [];
  failed?.catch((error: unknown) => {
    const text = `during the run: ${error instanceof Error ? error.message : String(error)}`;
    notes.push(text);
    say(text);
    events.add({ atMs: Date.now(), kind: "note", edge: "at", name: "target", text });
  });
  return notes;
}
