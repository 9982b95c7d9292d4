/**
 * Every dashboard of a team as the text of its file, from objectives, system and saturation points
 * alone. The same input gives the same bytes: keys are sorted, and nothing tells a time.
 */
import type { Objective } from "../objective/objective.ts";
import type { SystemDescription } from "../system/system.ts";
import { businessDashboard } from "./business.ts";
import { capacityDashboard } from "./capacity.ts";
import { grafanaDashboard } from "./dashboard.ts";
import { k6Run } from "./k6-run.ts";
import type { SaturationView } from "./saturation.ts";
import { serviceOverview } from "./service-overview.ts";
import { sloDashboard } from "./slo.ts";

export interface DashboardInput {
  /** Checked ones: every endpoint is of the system. */
  readonly objectives: readonly Objective[];
  readonly system: SystemDescription;
  /** Those whose series `saturation:<id>:<unit>` the rules record. */
  readonly saturationPoints: readonly SaturationView[];
}

export interface DashboardFile {
  readonly fileName: string;
  readonly json: string;
}

export function dashboards({
  objectives,
  system,
  saturationPoints,
}: DashboardInput): readonly DashboardFile[] {
  const specs = [
    serviceOverview(system, objectives, saturationPoints),
    sloDashboard(objectives),
    k6Run(system, objectives, saturationPoints),
    capacityDashboard(saturationPoints),
    businessDashboard(),
  ];
  return specs.map((spec) => ({
    fileName: `${spec.uid}.json`,
    json: `${JSON.stringify(withSortedKeys(grafanaDashboard(spec)), null, 2)}\n`,
  }));
}

/** Also the copy that JSON makes: what is undefined is not there. */
function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withSortedKeys(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
