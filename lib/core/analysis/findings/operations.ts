/**
 * How long did a store take, as its service saw it? The slowest operation by its mean, the wait for a
 * connection included, and the slowest statement as the store itself counts.
 */
import type { Finding } from "../../record/finding.ts";
import { count, duration } from "../../record/units.ts";
import { sumOf } from "../metric-sample.ts";
import { increaseOf, type ServicePages, valuesOfLabel } from "./service-pages.ts";

const operationTime = "database_query_duration_seconds";
const statementTime = "database_slowest_statements_seconds";

export function operationFindings(pages: ServicePages): Finding[] {
  const operations = valuesOfLabel(pages, `${operationTime}_count`, "operation").flatMap((operation) => {
    const times = increaseOf(pages, `${operationTime}_count`, { operation });
    const seconds = increaseOf(pages, `${operationTime}_sum`, { operation });
    if (times === null || seconds === null || times <= 0) return [];
    return [{ operation, times, meanSeconds: seconds / times }];
  });
  const [slowest] = operations.toSorted((one, other) => other.meanSeconds - one.meanSeconds);
  if (slowest === undefined) return [];
  const { operation, times, meanSeconds } = slowest;
  return [
    {
      service: pages.service,
      subject: "slowest operation",
      weight: "info",
      unit: "seconds",
      before: meanBefore(pages, operation),
      after: meanSeconds,
      text:
        `${operation} took ${duration(meanSeconds)} on average, its wait for a connection included ` +
        `(${count(times)} times during the run)`,
    },
  ];
}

/** Since the service started. */
function meanBefore({ before }: ServicePages, operation: string): number | null {
  const times = sumOf(before, `${operationTime}_count`, { operation });
  const seconds = sumOf(before, `${operationTime}_sum`, { operation });
  return times === null || seconds === null || times <= 0 ? null : seconds / times;
}

export function statementFindings({ service, before, after }: ServicePages): Finding[] {
  const slowest = sumOf(after, statementTime, { rank: "1" });
  if (slowest === null) return [];
  return [
    {
      service,
      subject: "slowest statement",
      weight: "info",
      unit: "seconds",
      before: sumOf(before, statementTime, { rank: "1" }),
      after: slowest,
      text: `the store's slowest statement takes ${duration(slowest)} on average since the store counts`,
    },
  ];
}
