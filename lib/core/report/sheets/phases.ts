/**
 * A row for each judged phase: what was sent in it, and how many of its objectives were met. For runs of
 * experiments, whose objectives and endpoints would fill screens: what was missed the verdict tells in full.
 */
import type { PlannedPhase } from "../../experiment/experiment.ts";
import type { RunRecord } from "../../record/record.ts";
import { count, span } from "../../record/units.ts";
import type { ObjectiveResult } from "../../record/verdict.ts";
import { type Cell, figures, type Meaning, type Sheet, words } from "../sheet.ts";

export function phaseSheet({
  experiments,
  traffic,
  results,
}: Pick<RunRecord, "experiments" | "traffic" | "results">): Sheet {
  return {
    head: [
      words("phase"),
      figures("lasts"),
      figures("endpoints"),
      figures("requests"),
      figures("dropped"),
      words("objectives"),
    ],
    rows: experiments.flatMap(({ phases }) =>
      phases.map((phase) => {
        const sent = traffic.filter((each) => each.phase === phase.phase);
        return [
          phase.phase,
          span(lengthOf(phase)),
          count(sent.length),
          count(sent.reduce((sum, { requests }) => sum + requests, 0)),
          count(sent.reduce((sum, { dropped }) => sum + dropped, 0)),
          judged(results.filter((each) => each.phase === phase.phase)),
        ];
      }),
    ),
  };
}

function lengthOf({ startSeconds, endSeconds }: PlannedPhase): number {
  return endSeconds - startSeconds;
}

/** `20 met, 1 missed`; the worst of them is what it means. */
function judged(results: readonly ObjectiveResult[]): Cell {
  const kinds = (["met", "missed", "undecided"] as const).map((outcome) => {
    return { outcome, of: results.filter((each) => each.outcome === outcome).length };
  });
  const found = kinds.filter(({ of }) => of > 0);
  if (found.length === 0) return "none";
  const text = found.map(({ outcome, of }) => `${count(of)} ${outcome}`).join(", ");
  return { text, meaning: worst(found.map(({ outcome }) => outcome)) };
}

function worst(outcomes: readonly ObjectiveResult["outcome"][]): Meaning {
  if (outcomes.includes("missed")) return "missed";
  return outcomes.includes("undecided") ? "undecided" : "met";
}
