/** The runs of a results folder as text for a terminal; damaged records are listed as what they are. */
import { columns } from "../columns.ts";
import { painter } from "../paint.ts";
import { runSheet } from "./run-sheet.ts";
import type { SummarisedRun } from "./run-summary.ts";
import { wrapped } from "../wrap.ts";

/** @param runs the newest first */
export function runList(runs: readonly SummarisedRun[], { colour }: { readonly colour: boolean }): string {
  const damaged = runs.filter((run) => run.state === "unreadable");
  const readable = runs.filter((run) => run.state === "readable");
  const table = columns(runSheet(readable), painter(colour));
  const problems = damaged.flatMap(({ runId, problem }) => wrapped(`${runId} can't be read: ${problem}`));
  const blocks = [table, problems.join("\n")].filter((block) => block !== "");
  return `${blocks.length === 0 ? "no runs yet" : blocks.join("\n\n")}\n`;
}
