/** What happened when in a run, beside its traffic: a row of `events.ndjson`, written as it happens. */

export type RunEventKind = "run" | "phase" | "note" | "interruption" | "fault" | "lease";

export interface RunEvent {
  readonly schema: 1;
  readonly atMs: number;
  readonly kind: RunEventKind;
  /** Something that lasts has a `start` and an `end` row of the same kind and name; a moment has one `at`. */
  readonly edge: "start" | "end" | "at";
  readonly name: string;
  readonly text: string;
}
