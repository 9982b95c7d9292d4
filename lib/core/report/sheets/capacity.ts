/** A row for each step of a search for the breaking point, and its answer in a sentence. */
import type { Capacity } from "../../record/capacity.ts";
import { rate } from "../../record/units.ts";
import { figures, type Sheet, words } from "../sheet.ts";

export function capacitySheet(capacity: Capacity | null): Sheet {
  return {
    head: [words("step"), figures("rate"), figures("achieved"), words("result")],
    rows: (capacity?.steps ?? []).map(({ phase, ratePerSecond, achievedPerSecond, outcome }) => [
      phase,
      rate(ratePerSecond),
      rate(achievedPerSecond),
      { text: outcome, meaning: outcome },
    ]),
  };
}

export function capacitySentence({ sustainedPerSecond, brokenBy, steps }: Capacity): string {
  if (steps.length === 0) return "No step was judged: nothing is known of the capacity.";
  const broken = brokenBy === null ? null : steps.find(({ outcome }) => outcome === "missed");
  const sustained =
    sustainedPerSecond === null
      ? "No rate that was tried is sustained"
      : `${rate(sustainedPerSecond)} is sustained: every objective was met there and at all lower rates`;
  const open = steps.find(({ outcome }) => outcome === "undecided");
  if (brokenBy === null && open !== undefined)
    return `${sustained}. From ${rate(open.ratePerSecond)} on it could not be told, see the reasons; beyond doubt nothing broke.`;
  if (brokenBy === null) return `${sustained}. No objective broke: the ceiling was reached first.`;
  return `${sustained}. ${brokenBy} broke at ${broken ? rate(broken.ratePerSecond) : "the next step"}.`;
}
