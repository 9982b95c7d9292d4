/** A row for each quantity that a soak looked for growth in. */
import type { TrendOutcome, TrendResult } from "../../record/trend.ts";
import { bytes, count, duration, span } from "../../record/units.ts";
import { figures, type Meaning, type Sheet, words } from "../sheet.ts";

export function trendSheet(trends: readonly TrendResult[]): Sheet {
  return {
    head: [
      words("of"),
      words("quantity"),
      words("result"),
      figures("growth per hour"),
      figures("p"),
      figures("samples"),
      figures("limit in"),
    ],
    rows: trends.map((trend) => [
      trend.subject,
      quantityInWords[trend.quantity],
      { text: outcomeInWords[trend.outcome], meaning: meanings[trend.outcome] },
      trend.slopePerHour === null ? "unknown" : amount(trend.slopePerHour, trend.quantity),
      trend.pValue === null ? "unknown" : String(Number(trend.pValue.toPrecision(2))),
      count(trend.samples),
      trend.hoursToLimit === null ? "" : span(trend.hoursToLimit * 3600),
    ]),
  };
}

export const quantityInWords: Readonly<Record<TrendResult["quantity"], string>> = {
  residentBytes: "memory",
  eventLoopLagSeconds: "event-loop lag",
  connections: "connections",
  latencyP95Seconds: "p95 latency",
};

export const outcomeInWords: Readonly<Record<TrendOutcome, string>> = {
  leak: "leak",
  levelled: "climbed then levelled",
  stable: "stable",
  inconclusive: "inconclusive",
};

const meanings: Readonly<Record<TrendOutcome, Meaning>> = {
  leak: "missed",
  levelled: "met",
  stable: "met",
  inconclusive: "undecided",
};

/** A value of the quantity with its unit; signed like the value. */
function amount(value: number, quantity: TrendResult["quantity"]): string {
  if (quantity === "residentBytes") return bytes(value);
  if (quantity === "connections") return count(Number(value.toPrecision(3)));
  return value < 0 ? `-${duration(-value)}` : duration(value);
}
