/** `tidemark verdict`: judges a finished run by what a Prometheus has of it. */
import { RUN_LABEL } from "../../core/record/names.ts";
import type { RunRecord } from "../../core/record/record.ts";
import { countersAskedFor, type RunCounter } from "../../core/slo/run-counters.ts";
import { runVerdict, type RunVerdict } from "../../core/slo/run-verdict.ts";
import { SloError } from "../../core/slo/slo-error.ts";
import { loadProject } from "../../node/project/load-project.ts";
import type { Prometheus } from "../../node/prometheus/prometheus.ts";
import { selector } from "../../node/prometheus/selector.ts";
import { readRecord } from "../../node/records/read-record.ts";
import { RecordError } from "../../node/records/record-error.ts";
import { isRunId } from "../../node/records/run-id.ts";
import { askPrometheus, type Asked } from "./prometheus-to-ask.ts";

export interface VerdictRequest extends Asked {
  readonly runId: string;
  readonly projectFolder: string;
  readonly resultsFolder: string;
  readonly strict: boolean;
}

/** How far back a run is looked for that has no record. */
const lookBackSeconds = 31 * 24 * 3600;
/** The clock of the generator and that of Prometheus. */
const slackSeconds = 120;

/** @throws SloError `unknownRun`, `wrongCounts`; other Failures where a figure could not be had */
export async function verdictFromPrometheus(request: VerdictRequest): Promise<RunVerdict> {
  const { runId, strict, matchers } = request;
  const project = await loadProject(request.projectFolder);
  const record = await recordOf(runId, request.resultsFolder);
  return askPrometheus(project, request, async (prometheus, nowSeconds) => {
    const backSeconds =
      record === null
        ? lookBackSeconds
        : Math.ceil(nowSeconds - Date.parse(record.startedAt) / 1000) + slackSeconds;
    const asked = { matchers, nowSeconds, backSeconds };
    const counters = await countersOf(prometheus, runId, asked);
    if (counters.length === 0) throw SloError.unknownRun(prometheus.url, runId, backSeconds);
    try {
      return runVerdict({ counters, record, objectives: project.objectives, strict });
    } catch (error) {
      if (error instanceof RangeError) throw SloError.wrongCounts(prometheus.url, error.message);
      throw error;
    }
  });
}

/** Null for a run that is not in the folder. */
async function recordOf(runId: string, resultsFolder: string): Promise<RunRecord | null> {
  if (!isRunId(runId)) return null;
  try {
    return (await readRecord(runId, resultsFolder)).record;
  } catch (error) {
    if (error instanceof RecordError && error.code === "unknownRun") return null;
    throw error;
  }
}

/**
 * Last values: the counters begin with the run. They are not extrapolated as `increase()` would, and
 * `last_over_time` sees past the markers that end a series.
 */
async function countersOf(
  prometheus: Prometheus,
  runId: string,
  {
    matchers,
    nowSeconds,
    backSeconds,
  }: {
    readonly matchers: readonly string[];
    readonly nowSeconds: number;
    readonly backSeconds: number;
  },
): Promise<RunCounter[]> {
  const counters: RunCounter[] = [];
  for (const name of countersAskedFor) {
    const series = selector(name, { [RUN_LABEL]: runId }, {}, matchers);
    const samples = await prometheus.query(`last_over_time(${series}[${backSeconds}s])`, nowSeconds);
    counters.push(...samples.map(({ labels, value }) => ({ labels: { ...labels, __name__: name }, value })));
  }
  return counters;
}
