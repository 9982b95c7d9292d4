/**
 * `tidemark slo report`: what a Prometheus counted of every objective, and how the budgets stand. It
 * reads the services' own counters, not what the rules record: those are rates, which extrapolate and miss
 * the first event of a series, and a month of the raw counters is as quickly read.
 */
import type { Objective } from "../../core/objective/objective.ts";
import { rawCountersOf, type RawCounters } from "../../core/rules/indicator.ts";
import { checkRules } from "../../core/rules/check/check-rules.ts";
import type { ExcludedTime } from "../../core/rules/settings.ts";
import { windowSeconds } from "../../core/rules/windows.ts";
import { budgetState } from "../../core/slo/budget.ts";
import { excludedSpans, untimedExclusions } from "../../core/slo/exclusions.ts";
import type { ReportedObjective, SloReport } from "../../core/slo/report.ts";
import { type RunSpan, runSpan, type WatchedSystem } from "../../core/slo/run-spans.ts";
import { monthStart, type SlaState, slaState } from "../../core/slo/sla.ts";
import { SloError } from "../../core/slo/slo-error.ts";
import { type CountedSteps, countSteps, type Grid, gridFrom, gridOf } from "../../core/slo/steps.ts";
import { endpointNamed } from "../../core/system/system.ts";
import { prometheusFile, readMonitoringSettings, settingsFile } from "../../node/monitoring/read-settings.ts";
import { files } from "../../node/project/bundle-data.ts";
import { loadProject } from "../../node/project/load-project.ts";
import type { Project } from "../../node/project/project.ts";
import type { Prometheus } from "../../node/prometheus/prometheus.ts";
import { listRuns } from "../../node/records/list-runs.ts";
import { askPrometheus, type Asked } from "./prometheus-to-ask.ts";

export interface ReportRequest extends Asked {
  readonly projectFolder: string;
  readonly resultsFolder: string;
  /** Null for each objective's own period. */
  readonly windowSeconds: number | null;
}

/** @throws Failure where a figure could not be had: there is no half report */
export async function reportObjectives(request: ReportRequest): Promise<SloReport> {
  const project = await loadProject(request.projectFolder);
  const places = { objectives: files.objectives, prometheus: prometheusFile, settings: settingsFile };
  const monitoring = readMonitoringSettings(project.root);
  checkRules({ ...project, settings: monitoring }, places);
  return askPrometheus(project, request, async (prometheus, atSeconds) => {
    const objectives: ReportedObjective[] = [];
    for (const objective of project.objectives) {
      const period = request.windowSeconds ?? objective.periodDays * windowSeconds["1d"];
      const counters = countersOf(project, objective, request.matchers);
      const state = budgetState(objective, await counted(prometheus, counters, gridOf(atSeconds, period)));
      objectives.push({
        ...state,
        sla: await slaOf(prometheus, objective, { counters, atSeconds, times: monitoring.excluded }),
      });
    }
    const watched = { prometheus: prometheus.url, target: request.settings.target };
    const { runs, notes } = await runsWithin(objectives, request.resultsFolder, watched);
    return {
      prometheus: prometheus.url,
      matchers: request.matchers,
      atSeconds,
      objectives,
      runs,
      notes: [
        ...uncounted(project, { url: prometheus.url, matchers: request.matchers }, objectives),
        ...notes,
      ],
    };
  });
}

function countersOf({ system }: Project, objective: Objective, matchers: readonly string[]): RawCounters {
  return rawCountersOf(objective, endpointNamed(system, objective.endpoint), matchers);
}

async function counted(prometheus: Prometheus, counters: RawCounters, grid: Grid): Promise<CountedSteps> {
  const { startSeconds, stepSeconds, steps } = grid;
  const range = { startSeconds, stepSeconds, endSeconds: startSeconds + steps * stepSeconds };
  const [all, part] = await Promise.all([
    prometheus.queryRange(counters.all, range),
    prometheus.queryRange(counters.part, range),
  ]);
  return countSteps(grid, { all, part, partIs: counters.partIs });
}

interface SlaQuestion {
  readonly counters: RawCounters;
  readonly atSeconds: number;
  readonly times: readonly ExcludedTime[];
}

async function slaOf(
  prometheus: Prometheus,
  objective: Objective,
  { counters, atSeconds, times }: SlaQuestion,
): Promise<SlaState | null> {
  const { sla } = objective;
  if (sla === undefined) return null;
  const month = { startSeconds: monthStart(atSeconds), endSeconds: atSeconds };
  return slaState(sla, {
    counted: await counted(prometheus, counters, gridFrom(month.startSeconds, month.endSeconds)),
    excluded: excludedSpans(objective, times, month),
    untimed: untimedExclusions(objective, times, month),
  });
}

/** @throws SloError `noSeries` where there is nothing at all */
function uncounted(
  project: Project,
  { url, matchers }: { readonly url: string; readonly matchers: readonly string[] },
  objectives: readonly ReportedObjective[],
): string[] {
  const without = objectives.filter(({ coveredShare }) => coveredShare === 0);
  const metrics = without.map(({ objective }) => countersOf(project, objective, matchers).metric);
  if (without.length > 0 && without.length === objectives.length) {
    throw SloError.noSeries(url, [...new Set(metrics)], matchers);
  }
  return without.map(
    ({ objective }, index) =>
      `${objective.id}: ${metrics[index] ?? ""} has no series of ${objective.endpoint} in the whole window`,
  );
}

async function runsWithin(
  objectives: readonly ReportedObjective[],
  resultsFolder: string,
  watched: WatchedSystem,
): Promise<{ readonly runs: RunSpan[]; readonly notes: string[] }> {
  const earliest = Math.min(...objectives.map(({ startSeconds }) => startSeconds));
  const listed = await listRuns(resultsFolder);
  const runs = listed
    .flatMap((run) => (run.state === "readable" ? [runSpan(run.record, watched)] : []))
    .filter((run): run is RunSpan => run !== null && run.endSeconds > earliest);
  const notes = listed.flatMap((run) =>
    run.state === "readable" ? [] : [`${run.runId} can't be read: ${run.problem}`],
  );
  return { runs, notes };
}
