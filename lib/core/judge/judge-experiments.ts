/**
 * What came of each experiment. Its verdict is made of the objectives of its phases and of what became of
 * its faults; where the baseline was not well, its phases are told and do not count.
 */
import type { RanExperiment } from "../chaos/ran-experiment.ts";
import { because } from "../chaos/because.ts";
import { missedInBaseline, reasonsOfExperiment } from "../chaos/reasons-of-experiment.ts";
import { spreadOf } from "../chaos/spread.ts";
import type { ExperimentResult } from "../record/chaos.ts";
import type { RunFacts } from "../record/record.ts";
import type { ObjectiveResult, Reason } from "../record/verdict.ts";
import { wasSaturated } from "./doubt.ts";
import { verdictOf } from "./verdict.ts";

export interface JudgedExperiments {
  readonly experiments: readonly ExperimentResult[];
  /** Of the experiments themselves; those of objectives are in their results. */
  readonly reasons: readonly Reason[];
  /** Results that count for the run. */
  readonly counted: readonly ObjectiveResult[];
}

export function judgeExperiments(
  ran: readonly RanExperiment[],
  results: readonly ObjectiveResult[],
  facts: Pick<RunFacts, "generator" | "stopCondition">,
): JudgedExperiments {
  const { generator } = facts;
  const judged = ran.map((each) => {
    const own = resultsOf(each, results);
    const saturated = wasSaturated(generator)
      ? [because.generatorSaturated(each, generator.saturatedSeconds)]
      : [];
    const reasons = [...reasonsOfExperiment(each, own, facts), ...saturated];
    const counted = missedInBaseline(each, own).length > 0 ? [] : own;
    return {
      result: experimentResult(each, reasons, counted),
      reasons,
      uncounted: own.filter((one) => !counted.includes(one)),
    };
  });
  const uncounted = judged.flatMap((each) => each.uncounted);
  return {
    experiments: judged.map(({ result }) => result),
    reasons: judged.flatMap(({ reasons }) => reasons),
    counted: results.filter((result) => !uncounted.includes(result)),
  };
}

function resultsOf({ planned }: RanExperiment, results: readonly ObjectiveResult[]): ObjectiveResult[] {
  const phases = planned.phases.map(({ phase }) => phase);
  return results.filter(({ phase }) => phases.includes(phase));
}

function experimentResult(
  { planned, driver, status, faults }: RanExperiment,
  reasons: readonly Reason[],
  counted: readonly ObjectiveResult[],
): ExperimentResult {
  const measured = faults.flatMap((fault) => fault.measured ?? []);
  return {
    experiment: planned.experiment.name,
    driver,
    status,
    verdict: verdictOf(reasons, counted),
    phases: planned.phases,
    faults,
    detectedAfterSeconds: spreadOf(measured.map(({ detectedAfterSeconds }) => detectedAfterSeconds)),
    recoveredAfterSeconds: spreadOf(measured.map(({ recoveredAfterSeconds }) => recoveredAfterSeconds)),
    lostSeconds: spreadOf(measured.map(({ lostSeconds }) => lostSeconds)),
  };
}
