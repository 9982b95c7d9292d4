/** How often each endpoint answered with which status, by phase. */
import { count } from "../../record/units.ts";
import type { PhaseCounts } from "../series/gathered.ts";
import { figures, type Sheet, words } from "../sheet.ts";

export function statusSheet(counts: readonly PhaseCounts[]): Sheet {
  const statuses = [...new Set(counts.flatMap((each) => [...each.statuses.keys()]))].sort();
  return {
    head: [
      words("endpoint"),
      words("phase"),
      ...statuses.map((status) => figures(status === "0" ? "no answer" : status)),
    ],
    rows: counts.map((each) => [
      each.endpoint,
      each.phase,
      ...statuses.map((status) => count(each.statuses.get(status) ?? 0)),
    ]),
  };
}
