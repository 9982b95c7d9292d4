/**
 * The one judge: counts in, verdict out. Every objective that it is given is judged in every
 * phase that was observed, except the warm-up; an objective without a single observation is
 * undecided, not forgotten. Looks at no clock and no quantile.
 */
import type { RanExperiment } from "../chaos/ran-experiment.ts";
import type { Objective } from "../objective/objective.ts";
import { phaseNames } from "../record/names.ts";
import type { Capacity } from "../record/capacity.ts";
import type { ExperimentResult } from "../record/chaos.ts";
import type { EndpointTraffic, RunFacts } from "../record/record.ts";
import type { TrendResult } from "../record/trend.ts";
import type { ObjectiveResult, Observation, Reason, Verdict } from "../record/verdict.ts";
import { capacityOf, type PlannedStep, resultsOfSearch } from "./capacity.ts";
import { judgeExperiments } from "./judge-experiments.ts";
import { judgeObjective } from "./judge-objective.ts";
import { reasonsFrom } from "./judge-run.ts";
import { reasonsFromTrends } from "./judge-trends.ts";
import { reasonsOfRun } from "./reasons.ts";
import { verdictOf } from "./verdict.ts";

export interface JudgeInput {
  readonly objectives: readonly Objective[];
  readonly observations: readonly Observation[];
  readonly facts: RunFacts;
  /** Of a soak; empty for other runs. */
  readonly trends: readonly TrendResult[];
  /** Of a search for the breaking point: its steps as planned, and what was sent. Null for other runs. */
  readonly search: {
    readonly steps: readonly PlannedStep[];
    readonly traffic: readonly EndpointTraffic[];
  } | null;
  /** Of a chaos run; empty for other runs. */
  readonly experiments: readonly RanExperiment[];
  /** A close call leaves its objective undecided. */
  readonly strict: boolean;
}

export interface Judgement {
  readonly results: readonly ObjectiveResult[];
  /** What a search found; null for other runs. */
  readonly capacity: Capacity | null;
  /** What came of each experiment; empty for other runs. */
  readonly experiments: readonly ExperimentResult[];
  readonly verdict: Verdict;
}

/** @throws RangeError when an observation contradicts itself or names an objective that is not judged */
export function judge(input: JudgeInput): Judgement {
  const { search } = input;
  input.observations.forEach((observation) => checkObservation(observation, input.objectives));
  const results = input.objectives.flatMap((objective) =>
    observedOf(objective, input.observations).map((observation) =>
      judgeObjective(objective, observation, input),
    ),
  );
  const ofRun = [...reasonsFrom(input.facts), ...reasonsFromTrends(input.trends)];
  const nothing = results.length === 0 ? [reasonsOfRun.nothingJudged()] : [];
  const capacity = search === null ? null : capacityOf(search.steps, results, search.traffic);
  const searched = capacity === null ? results : resultsOfSearch(capacity, results);
  const { experiments, reasons, counted } = judgeExperiments(input.experiments, searched, input.facts);
  const ofExperiments = reasons.filter((reason) => !isToldAlready(reason, ofRun));
  return {
    results,
    capacity,
    experiments,
    verdict: verdictOf([...ofRun, ...ofExperiments, ...nothing], counted),
  };
}

/** What ended the run ended its experiments, too. */
function isToldAlready({ code }: Reason, ofRun: readonly Reason[]): boolean {
  const endings: readonly Reason["code"][] = ["interrupted", "stopCondition", "generatorFailed"];
  return endings.includes(code) && ofRun.some((reason) => reason.code === code);
}

function observedOf(objective: Objective, observations: readonly Observation[]): readonly Observation[] {
  const own = observations.filter(
    (observation) => observation.objective === objective.id && observation.phase !== phaseNames.warmup,
  );
  return own.length > 0 ? own : [unobserved(objective)];
}

function unobserved({ id }: Objective): Observation {
  return { objective: id, phase: phaseNames.main, total: 0, bad: 0, dropped: 0, source: "record" };
}

function checkObservation(observation: Observation, objectives: readonly Objective[]): void {
  const { objective, phase, total, bad, dropped } = observation;
  const where = `observation of ${objective} in phase ${phase}`;
  if (!objectives.some((candidate) => candidate.id === objective)) {
    throw new RangeError(`${where}: the objective is not among those to judge`);
  }
  for (const [name, value] of Object.entries({ total, bad, dropped })) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`${where}: ${name} must be a whole number, 0 or more, got ${value}`);
    }
  }
  if (bad > total) throw new RangeError(`${where}: bad must be at most total, got ${bad} of ${total}`);
}
