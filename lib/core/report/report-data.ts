/**
 * Everything that a page about a run shows, as plain data: the record, what was drawn from its long
 * files, and what is missing. Markup is made of it elsewhere; it decides nothing and looks nothing up.
 */
import type { FailureSample } from "../record/failure-sample.ts";
import type { RunRecord } from "../record/record.ts";
import { bandsOf } from "./charts/bands.ts";
import { capacityChart } from "./charts/capacity-chart.ts";
import type { Band, Chart } from "./charts/chart.ts";
import { chartGround, type ChartGround } from "./charts/chart-ground.ts";
import { distributionChart } from "./charts/distribution-chart.ts";
import { experimentCharts } from "./charts/experiment-charts.ts";
import { latencyCharts } from "./charts/latency-charts.ts";
import { resourceCharts } from "./charts/resource-charts.ts";
import { trafficCharts } from "./charts/traffic-charts.ts";
import { trendCharts } from "./charts/trend-charts.ts";
import type { Gathered } from "./series/gathered.ts";
import type { Sheet } from "./sheet.ts";
import { statusSheet } from "./sheets/statuses.ts";

export interface ReportData {
  readonly record: RunRecord;
  readonly bands: readonly Band[];
  readonly traffic: readonly Chart[];
  readonly latency: readonly Chart[];
  readonly resources: readonly Chart[];
  readonly trends: readonly Chart[];
  readonly capacity: Chart | null;
  /** Of a chaos run. */
  readonly experiments: readonly Chart[];
  readonly failures: readonly FailureSample[];
  readonly statuses: Sheet;
  /** A sentence for each thing that a reader would look for and not find. */
  readonly missing: readonly string[];
}

/** @param unreadable sentences about files that are not there or not whole */
export function reportData(record: RunRecord, gathered: Gathered, unreadable: readonly string[]): ReportData {
  const ground = chartGround(record, gathered);
  const hasSteps = gathered.lastStepMs !== null;
  return {
    record,
    bands: bandsOf(ground),
    traffic: hasSteps ? trafficCharts(ground) : [],
    latency: hasSteps ? [...latencyCharts(ground), ...distributions(ground)] : [],
    resources: resourceCharts(ground),
    trends: trendCharts(ground),
    capacity: capacityChart(record),
    experiments: hasSteps ? experimentCharts(ground) : [],
    failures: gathered.failures,
    statuses: statusSheet(gathered.phaseCounts()),
    missing: [...runMissing(record), ...(hasSteps ? [] : [noSteps]), ...unreadable],
  };
}

const noSteps = "No seconds of this run were recorded: there are no charts of its traffic over time.";

function distributions(ground: ChartGround): readonly Chart[] {
  const chart = distributionChart(ground);
  return chart === null ? [] : [chart];
}

function runMissing({ state }: RunRecord): readonly string[] {
  return state === "running"
    ? ["The run is still going on, or was killed before it could be judged: its counts are missing."]
    : [];
}
