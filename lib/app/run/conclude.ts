/**
 * From k6's end to the finished record: what was counted, what the judge says, which exit code.
 * A run whose counts cannot be read has no verdict but `aborted`, and says why.
 */
import type { RanExperiment } from "../../core/chaos/ran-experiment.ts";
import { judge } from "../../core/judge/judge.ts";
import { exitCodeFor, type ExitCode } from "../../core/record/exit-codes.ts";
import type { Recovery } from "../../core/record/capacity.ts";
import type { Delivery } from "../../core/record/delivery.ts";
import { phaseNames } from "../../core/record/names.ts";
import type { EndpointTraffic, RunFacts, RunRecord } from "../../core/record/record.ts";
import type { CountedRun } from "../../core/recording/counted-run.ts";
import { k6ExitCodes, k6ExitMeaning, ranToItsEnd } from "../../node/generator/k6-exit-codes.ts";
import { clockFacts } from "./clock-facts.ts";
import type { Ending } from "../chaos/ending.ts";
import type { Counts } from "./counts.ts";
import type { Execution } from "./execute.ts";
import type { WatchedRun } from "./watching.ts";

export interface Conclusion {
  readonly opening: RunRecord;
  readonly execution: Execution;
  readonly counted: Counts;
  readonly recoveries: readonly Recovery[];
  /** Null where nothing was to be forwarded. */
  readonly delivery: Delivery | null;
  readonly interruptedBy: string | null;
  /** A search had its answer, and k6 was told to end for that. */
  readonly answerFound: boolean;
  /** Why the director ended the load before its plan did; null where it did not. */
  readonly endedByDirector: Ending | null;
  /** As the director carried them out; empty for runs without chaos. */
  readonly experiments: readonly RanExperiment[];
  readonly strict: boolean;
  readonly watched: WatchedRun;
  readonly notes: readonly string[];
}

export interface Concluded {
  readonly record: RunRecord;
  readonly exitCode: ExitCode;
}

export function conclude(input: Conclusion): Concluded {
  const { opening, execution, counted, watched } = input;
  const { search } = opening.plan;
  const facts = factsOf(input);
  const { results, capacity, experiments, verdict } = judge({
    objectives: opening.plan.objectives,
    observations: counted.data.observations,
    facts,
    trends: watched.trends,
    search: search === null ? null : { steps: search, traffic: counted.data.traffic },
    experiments: input.experiments,
    strict: input.strict,
  });
  const exitCode = exitCodeFor(verdict);
  const record: RunRecord = {
    ...opening,
    state: "ended",
    startedAt: execution.startedAt.toISOString(),
    endedAt: execution.endedAt.toISOString(),
    facts,
    traffic: counted.data.traffic,
    observations: counted.data.observations,
    results,
    findings: watched.findings,
    trends: watched.trends,
    capacity,
    experiments,
    recoveries: input.recoveries,
    delivery: input.delivery,
    verdict,
    exitCode,
    notes: [...opening.notes, ...input.notes, ...watched.notes, ...counted.notes, ...counted.problems],
  };
  return { record, exitCode };
}

function factsOf(input: Conclusion): RunFacts {
  const { counted, interruptedBy, answerFound, endedByDirector } = input;
  const { outcome } = input.execution;
  const scriptBroke = outcome.exitCode === k6ExitCodes.scriptException;
  return {
    scriptErrors: counted.data.scriptErrors + (scriptBroke ? 1 : 0),
    wrongBodies: judgedTraffic(counted.data).reduce((sum, { bodiesWrong }) => sum + bodiesWrong, 0),
    interruptedBy,
    stopCondition: stopConditionOf(endedByDirector),
    endedOnPurpose: answerFound || endedByDirector !== null || outcome.exitCode === k6ExitCodes.thresholds,
    generatorFailure: scriptBroke ? null : generatorFailure(input),
    generator: outcome.health,
    ...clockFacts(input.opening.plan, {
      steps: outcome.clockSteps.length,
      outlasted: counted.outlasted,
      endedEarly: outcome.exitCode !== k6ExitCodes.done,
    }),
    plannedIterations: counted.data.plannedIterations,
    startedIterations: counted.data.startedIterations,
    droppedIterations: counted.data.droppedIterations,
  };
}

/** A kill switch that is set while a fault is in is a stop condition, too. */
function stopConditionOf(ending: Ending | null): string | null {
  return ending?.kind === "stopCondition" || ending?.kind === "killSwitch" ? ending.text : null;
}

function judgedTraffic({ traffic }: CountedRun): EndpointTraffic[] {
  return traffic.filter(({ phase }) => phase !== phaseNames.warmup);
}

function generatorFailure(input: Conclusion): string | null {
  const { execution, interruptedBy, answerFound, endedByDirector, counted } = input;
  const { outcome, overdue } = execution;
  if (overdue) return "k6 had not ended a minute after its plan did and was killed";
  if (outcome.signal !== null) return `k6 was ended by ${outcome.signal}`;
  const isOurs = interruptedBy !== null || answerFound || endedByDirector !== null;
  if (outcome.exitCode === k6ExitCodes.signal && !isOurs) return "k6 was told to end by somebody else";
  if (!didItsWork(outcome.exitCode)) return `k6 ended with ${k6ExitMeaning(outcome.exitCode)}`;
  return counted.missing === null ? null : `k6 left no readable end-of-test data (${counted.missing})`;
}

function didItsWork(exitCode: number | null): boolean {
  return ranToItsEnd(exitCode) || exitCode === k6ExitCodes.signal;
}
