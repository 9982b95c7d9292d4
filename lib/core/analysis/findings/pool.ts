/** Did callers wait for a connection to a store? A moment before and a moment after: the peak may lie between. */
import type { Finding } from "../../record/finding.ts";
import { count, counted } from "../../record/units.ts";
import { sumOf } from "../metric-sample.ts";
import { type ServicePages } from "./service-pages.ts";

const metric = "database_pool_connections";

export function poolFindings({ service, before, after }: ServicePages): Finding[] {
  const waiting = sumOf(after, metric, { state: "waiting" });
  if (waiting === null) return [];
  return [
    {
      service,
      subject: "pool wait",
      weight: waiting > 0 ? "warning" : "info",
      unit: "count",
      before: sumOf(before, metric, { state: "waiting" }),
      after: waiting,
      text: `${counted(waiting, "caller")} waited for a connection after the run${inUse(after)}`,
    },
  ];
}

function inUse(after: ServicePages["after"]): string {
  const total = sumOf(after, metric, { state: "total" });
  const idle = sumOf(after, metric, { state: "idle" });
  if (total === null || idle === null) return "";
  return `, with ${count(total - idle)} of ${counted(total, "open connection")} in use`;
}
