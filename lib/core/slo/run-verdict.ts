/**
 * The verdict on a run from its counters in a Prometheus: by the plan and the objectives of its record
 * where there is one, else by those of the project, and by the one judge. How a run ended and how its load
 * generator fared is no counter: the one is taken from the record, the other nobody knows here.
 */
import { ranExperimentsOf } from "../chaos/ran-experiment.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import type { Objective } from "../objective/objective.ts";
import { countedRun } from "../recording/counted-run.ts";
import { metricNames, phaseNames } from "../record/names.ts";
import type { EndpointTraffic, GeneratorHealth, RunRecord } from "../record/record.ts";
import { uneventful } from "../record/uneventful.ts";
import { count } from "../record/units.ts";
import type { Observation } from "../record/verdict.ts";
import { countSource, type RunCounter } from "./run-counters.ts";
import { seenRun } from "./seen-run.ts";

export interface RunVerdict extends Judgement {
  /** What it was judged by. */
  readonly basis: "record" | "project";
  readonly objectives: readonly Objective[];
  readonly observations: readonly Observation[];
  readonly notes: readonly string[];
}

export interface CountersOfRun {
  readonly counters: readonly RunCounter[];
  /** Null where the results folder does not hold it. */
  readonly record: RunRecord | null;
  /** Of the project. */
  readonly objectives: readonly Objective[];
  readonly strict: boolean;
}

const noHealth =
  "How the load generator fared is not in Prometheus: a generator that was too busy, or whose clock was set, would not show here.";

/** @throws RangeError where the counters contradict themselves: more bad events than events */
export function runVerdict(of: CountersOfRun): RunVerdict {
  const { record, ...seen } = of;
  return record === null ? bySight(seen) : byRecord(record, seen);
}

function byRecord(
  record: RunRecord,
  { counters, strict }: Pick<CountersOfRun, "counters" | "strict">,
): RunVerdict {
  const { plan, facts } = record;
  const counted = countedRun(countSource(counters, runSecondsOf(record)), plan);
  const observations = counted.observations.map((each) => ({ ...each, source: "prometheus" as const }));
  const judgement = judge({
    objectives: plan.objectives,
    observations,
    facts: {
      ...uneventful,
      generator: unknownHealth,
      scriptErrors: counted.scriptErrors,
      wrongBodies: wrongBodies(counted.traffic),
      interruptedBy: facts?.interruptedBy ?? null,
      stopCondition: facts?.stopCondition ?? null,
      endedOnPurpose: facts?.endedOnPurpose ?? false,
      plannedIterations: counted.plannedIterations,
      startedIterations: counted.startedIterations,
      droppedIterations: counted.droppedIterations,
    },
    trends: [],
    search: plan.search === null ? null : { steps: plan.search, traffic: counted.traffic },
    experiments: ranExperimentsOf(record),
    strict,
  });
  const notes = [
    ...differing(observations, record.observations),
    ...(plan.soak ? ["Whether anything grew is not judged here: a soak's trends are in its record."] : []),
    noHealth,
  ];
  return { ...judgement, basis: "record", objectives: plan.objectives, observations, notes };
}

function bySight({ counters, objectives, strict }: Omit<CountersOfRun, "record">): RunVerdict {
  const source = countSource(counters, 0);
  const seen = seenRun(counters, source, objectives);
  const judgement = judge({
    objectives: seen.objectives,
    observations: seen.observations,
    facts: {
      ...uneventful,
      generator: unknownHealth,
      scriptErrors: source.count(metricNames.scriptErrors),
      wrongBodies: seen.wrongBodies,
      plannedIterations: seen.startedIterations + seen.droppedIterations,
      startedIterations: seen.startedIterations,
      droppedIterations: seen.droppedIterations,
    },
    trends: [],
    search: null,
    experiments: [],
    strict,
  });
  const notes = [
    "The results folder does not hold the run: it is judged by the project's objectives on the endpoints that it was seen to send to. " +
      "What its plan left out or promised of its own, whether it came to its end, and whether it sent what it should is not known.",
    noHealth,
  ];
  return {
    ...judgement,
    basis: "project",
    objectives: seen.objectives,
    observations: seen.observations,
    notes,
  };
}

const unknownHealth: GeneratorHealth = {
  cores: 0,
  cpuShareMean: null,
  cpuShareMax: null,
  saturatedSeconds: 0,
  waitPerTurnSecondsMax: null,
  lateSeconds: null,
  maxResidentBytes: null,
  samples: 0,
};

function runSecondsOf({ startedAt, endedAt }: RunRecord): number {
  return endedAt === null ? Number.POSITIVE_INFINITY : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}

function wrongBodies(traffic: readonly EndpointTraffic[]): number {
  return traffic
    .filter(({ phase }) => phase !== phaseNames.warmup)
    .reduce((sum, { bodiesWrong }) => sum + bodiesWrong, 0);
}

/** Several generators have more than the record of one; otherwise samples are missing. */
function differing(here: readonly Observation[], recorded: readonly Observation[]): readonly string[] {
  if (recorded.length === 0) return [];
  const figures = here.flatMap((of) => {
    const own = recorded.find(({ objective, phase }) => objective === of.objective && phase === of.phase);
    const isSame = own?.total === of.total && own.bad === of.bad && own.dropped === of.dropped;
    if (own === undefined || isSame) return [];
    return [`${of.objective} (${of.phase}): ${inWords(of)} here, ${inWords(own)} there`];
  });
  if (figures.length === 0) return ["Every count is equal to the run's own."];
  return [`Counts differ from the run's own: ${figures.join("; ")}.`];
}

function inWords({ total, bad, dropped }: Observation): string {
  return `${count(total)} requests, ${count(bad)} bad, ${count(dropped)} dropped`;
}
