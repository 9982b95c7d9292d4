/** What a burn alert tells the person whom it reaches: what happens, how bad, what to read, where to look. */
import type { Objective } from "../objective/objective.ts";
import { count, percent } from "../record/units.ts";
import type { BurnAlert } from "./burn-alert.ts";
import { dashboardUids } from "./names.ts";
import type { Labels } from "./rule.ts";
import { leastBadEvents, windowSeconds } from "./windows.ts";

export const valueTemplate = "{{ $value | humanizePercentage }}";

export function burnAnnotations(objective: Objective, alert: BurnAlert, grafanaUrl: string): Labels {
  const { id, goal, periodDays } = objective;
  const { long, short, factor, threshold } = alert;
  const hours = (periodDays * windowSeconds["1d"]) / windowSeconds["1h"] / factor;
  return {
    summary: `${id}: the error budget burns more than ${count(factor)} times faster than it lasts`,
    description:
      `${objective.description}, goal ${percent(goal)} over ${periodDays} days. ${valueTemplate} of the events of the last ` +
      `${short} were bad; above ${percent(threshold)} over ${long} and ${short}, with at least ${leastBadEvents} bad events, ` +
      `this alert fires. At this pace a full budget is gone within ${span(hours)}.`,
    ...links(objective, "error-budget-burn", grafanaUrl),
  };
}

export function absentAnnotations(objective: Objective, grafanaUrl: string): Labels {
  const { id, service } = objective;
  return {
    summary: `${id}: ${service} tells nothing about this objective`,
    description:
      "There is no series to count its events from: the service is away, is not scraped, or no longer exports " +
      "the metric or the bucket. While this lasts no burn alert of the objective can fire.",
    ...links(objective, "slo-metric-absent", grafanaUrl),
  };
}

/** Two significant digits: nobody acts on the third. */
function span(hours: number): string {
  return hours < 72
    ? `${count(Number(hours.toPrecision(2)))} h`
    : `${count(Number((hours / 24).toPrecision(2)))} days`;
}

function links({ id, runbook }: Objective, section: string, grafanaUrl: string): Labels {
  return {
    runbook_url: runbook ?? `docs/monitoring.md#${section}`,
    dashboard_url: `${grafanaUrl}/d/${dashboardUids.slo}?var-slo=${id}`,
  };
}
