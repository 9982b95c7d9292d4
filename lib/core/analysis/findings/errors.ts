/** Which operations of a store failed during the run, and was the service itself started anew? */
import type { Finding } from "../../record/finding.ts";
import { count, counted } from "../../record/units.ts";
import { sumOf } from "../metric-sample.ts";
import { increaseOf, type ServicePages, valuesOfLabel } from "./service-pages.ts";

const errors = "database_errors_total";
const startTime = "process_start_time_seconds";
/** Start times are told in whole seconds, or with the error of a clock that is being set. */
const SAME_START_SECONDS = 2;

export function errorFindings(pages: ServicePages): Finding[] {
  const failed = increaseOf(pages, errors);
  if (failed === null) return [];
  const byType = valuesOfLabel(pages, errors, "error_type").flatMap((error_type) => {
    const more = increaseOf(pages, errors, { error_type }) ?? 0;
    return more > 0 ? [`${count(more)} ${error_type}`] : [];
  });
  const which = byType.length === 0 ? "" : `: ${byType.join(", ")}`;
  return [
    {
      service: pages.service,
      subject: "database errors",
      weight: failed > 0 ? "warning" : "info",
      unit: "count",
      before: sumOf(pages.before, errors),
      after: sumOf(pages.after, errors),
      text: `${counted(failed, "operation")} of the store failed during the run${which}`,
    },
  ];
}

export function restartFindings({ service, before, after }: ServicePages): Finding[] {
  const started = sumOf(before, startTime);
  const startedLater = sumOf(after, startTime);
  if (started === null || startedLater === null || startedLater - started <= SAME_START_SECONDS) return [];
  const text = "was started anew during the run: what it had counted before is lost";
  return [{ service, subject: "restart", weight: "warning", unit: "count", before: null, after: null, text }];
}
