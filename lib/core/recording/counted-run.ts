/**
 * What a run counted, as the judge takes it: the events of each objective, and the traffic of each
 * endpoint; from k6's end-of-test data or from the recorder's totals, by the same arithmetic. Requests
 * that were due and left no result (of a dropped iteration, or of one that an exception ended) are
 * unknown events, and are counted as `dropped`.
 */
import type { K6Executor, LoadPlan } from "../plan/plan.ts";
import { isJudgedIn, judgedExecutors, plannedIterations } from "../plan/planned-requests.ts";
import { isClosedModel } from "../record/closed-model.ts";
import { metricNames } from "../record/names.ts";
import type { EndpointTraffic } from "../record/record.ts";
import { endpointsByPhase, submetrics } from "../record/submetrics.ts";
import type { Observation } from "../record/verdict.ts";

export interface CountSource {
  /** From the plan's second 0 to the end of the run. */
  readonly runSeconds: number;
  /** In how many seconds the phase had an answer; null where the source does not tell. */
  readonly activeSeconds: (phase: string) => number | null;
  /** By a name of `submetrics`, or of `metricNames`. */
  count(metric: string): number;
  /** Null without a request. */
  latencySeconds(endpoint: string, phase: string): EndpointTraffic["latencySeconds"];
}

export interface CountedRun {
  /** Judged phases only. */
  readonly observations: Observation[];
  /** All phases. */
  readonly traffic: EndpointTraffic[];
  readonly scriptErrors: number;
  /** These three: judged phases only. */
  readonly plannedIterations: number;
  readonly startedIterations: number;
  readonly droppedIterations: number;
}

export function countedRun(source: CountSource, plan: LoadPlan): CountedRun {
  const traffic = endpointsByPhase(plan).map(({ endpoint, phase }) =>
    trafficOf(source, plan, endpoint, phase),
  );
  const judged = judgedExecutors(plan);
  return {
    observations: observationsOf(source, plan, traffic),
    traffic,
    scriptErrors: source.count(metricNames.scriptErrors),
    plannedIterations: sum(judged.map(({ shape }) => plannedIterations(shape))),
    startedIterations: sum(judged.map((executor) => source.count(submetrics.completed(executor.name)))),
    droppedIterations: sum(judged.map(({ name }) => source.count(submetrics.dropped(name)))),
  };
}

function trafficOf(source: CountSource, plan: LoadPlan, endpoint: string, phase: string): EndpointTraffic {
  const executors = plan.executors.filter((executor) => executor.phase === phase);
  const requests = source.count(submetrics.requests(endpoint, phase));
  const arrivals = sum(
    executors.map((executor) => arrivalsOf(source, executor) * perIteration(executor, endpoint)),
  );
  const isClosed = executors.some(isClosedModel);
  const planned = lengthSeconds(executors, source.runSeconds);
  // A closed model has a heap to work off, not a time to fill.
  const seconds = isClosed ? (source.activeSeconds(phase) ?? planned) : planned;
  // An iteration that was cut short sent some of its requests and counts as none.
  const dropped = Math.max(0, arrivals - requests);
  return {
    endpoint,
    phase,
    requests,
    dropped,
    offeredPerSecond: isClosed ? null : perSecond(requests + dropped, seconds),
    achievedPerSecond: perSecond(requests, seconds),
    latencySeconds: requests === 0 ? null : source.latencySeconds(endpoint, phase),
    bodiesChecked: source.count(submetrics.bodiesChecked(endpoint, phase)),
    bodiesWrong: source.count(submetrics.bodiesWrong(endpoint, phase)),
  };
}

function observationsOf(source: CountSource, plan: LoadPlan, traffic: EndpointTraffic[]): Observation[] {
  return plan.objectives.flatMap((objective) => {
    const { id, endpoint } = objective;
    return traffic
      .filter((of) => of.endpoint === endpoint && isJudgedIn(plan, objective, of.phase))
      .map(({ phase, requests, dropped }) => {
        const bad = source.count(submetrics.bad(id, phase));
        return { objective: id, phase, total: requests, bad, dropped, source: "record" as const };
      });
  });
}

/**
 * Iterations that came due: completed, or dropped because no virtual user was free. One that k6 cut
 * short is in neither count. That takes a run that is ended early: a plan's graceful stop is longer
 * than its requests may take.
 */
function arrivalsOf(source: CountSource, { name }: K6Executor): number {
  return source.count(submetrics.completed(name)) + source.count(submetrics.dropped(name));
}

function perIteration({ sends }: K6Executor, endpoint: string): number {
  return sum(sends.filter((share) => share.endpoint === endpoint).map((share) => share.requestsPerIteration));
}

function perSecond(count: number, seconds: number): number {
  return seconds === 0 ? 0 : count / seconds;
}

/** From the first start to the last planned end, or to the run's end where that came first. */
function lengthSeconds(executors: readonly K6Executor[], runSeconds: number): number {
  const start = Math.min(...executors.map(({ startSeconds }) => startSeconds));
  const end = Math.max(...executors.map(({ startSeconds, shape }) => startSeconds + shape.durationSeconds));
  return Math.max(0, Math.min(end, runSeconds) - start);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
