/** A row for each figure that the servers told of themselves, warnings first. */
import type { Finding } from "../../record/finding.ts";
import { bytes, count, duration, percent } from "../../record/units.ts";
import { figures, type Sheet, words } from "../sheet.ts";

export function findingSheet(findings: readonly Finding[]): Sheet {
  return {
    head: [words("service"), words("subject"), figures("before"), figures("after"), words("finding")],
    rows: warningsFirst(findings).map(({ service, subject, weight, unit, before, after, text }) => [
      service,
      subject,
      shown(before, unit),
      shown(after, unit),
      weight === "warning" ? { text: `warning: ${text}`, meaning: "undecided" } : text,
    ]),
  };
}

export function warningsFirst(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...findings.filter(({ weight }) => weight === "warning"),
    ...findings.filter(({ weight }) => weight === "info"),
  ];
}

/**
 * Those that a person wants to see at once. A count that is no higher than before the run, be it of
 * failures or of what waits, says that nothing happened; one that was not told before counts as 0.
 */
export function telling(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ weight, unit, before, after }) => {
    return weight === "warning" || unit !== "count" || (after ?? 0) > (before ?? 0);
  });
}

function shown(value: number | null, unit: Finding["unit"]): string {
  if (value === null) return "unknown";
  if (unit === "seconds") return duration(value);
  if (unit === "ratio") return percent(value, 0);
  return unit === "bytes" ? bytes(value) : count(Number(value.toPrecision(6)));
}
