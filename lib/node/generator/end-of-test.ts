/**
 * What a run counted, from k6's end-of-test data: the events of each objective, and the traffic of
 * each endpoint. Requests that were due and left no result (of a dropped iteration, or of one that
 * an exception ended) are unknown events, and are counted as `dropped`.
 */
import type { K6Executor, LoadPlan } from "../../core/plan/plan.ts";
import { isJudgedIn, judgedExecutors, plannedIterations } from "../../core/plan/planned-requests.ts";
import { metricNames } from "../../core/record/names.ts";
import type { EndpointTraffic } from "../../core/record/record.ts";
import { endpointsByPhase, submetrics } from "../../core/record/submetrics.ts";
import type { Observation } from "../../core/record/verdict.ts";
import { checkEndOfTest, type EndOfTestData } from "./end-of-test-data.ts";
import { wrongEndOfTest } from "./generator-error.ts";

export interface EndOfTest {
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

/**
 * @param raw the parsed `summary.json`
 * @throws GeneratorError `endOfTest` for a file that is cut short or of another plan
 */
export function readEndOfTest(raw: unknown, plan: LoadPlan): EndOfTest {
  const data = checkEndOfTest(raw);
  const traffic = endpointsByPhase(plan).map(({ endpoint, phase }) => trafficOf(data, plan, endpoint, phase));
  const judged = judgedExecutors(plan);
  return {
    observations: observationsOf(data, plan, traffic),
    traffic,
    scriptErrors: data.count(metricNames.scriptErrors),
    plannedIterations: sum(judged.map(({ shape }) => plannedIterations(shape))),
    startedIterations: sum(judged.map((executor) => data.count(submetrics.completed(executor.name)))),
    droppedIterations: sum(judged.map(({ name }) => data.count(submetrics.dropped(name)))),
  };
}

function trafficOf(data: EndOfTestData, plan: LoadPlan, endpoint: string, phase: string): EndpointTraffic {
  const executors = plan.executors.filter((executor) => executor.phase === phase);
  const requests = data.count(submetrics.requests(endpoint, phase));
  const arrivals = sum(
    executors.map((executor) => arrivalsOf(data, executor) * perIteration(executor, endpoint)),
  );
  const seconds = lengthSeconds(executors, data.runSeconds);
  // An iteration that was cut short sent some of its requests and counts as none.
  const dropped = Math.max(0, arrivals - requests);
  return {
    endpoint,
    phase,
    requests,
    dropped,
    offeredPerSecond: seconds === 0 ? 0 : (requests + dropped) / seconds,
    achievedPerSecond: seconds === 0 ? 0 : requests / seconds,
    latencySeconds: requests === 0 ? null : latency(data, submetrics.duration(endpoint, phase)),
    bodiesChecked: data.count(submetrics.bodiesChecked(endpoint, phase)),
    bodiesWrong: data.count(submetrics.bodiesWrong(endpoint, phase)),
  };
}

function observationsOf(data: EndOfTestData, plan: LoadPlan, traffic: EndpointTraffic[]): Observation[] {
  return plan.objectives.flatMap((objective) => {
    const { id, endpoint } = objective;
    return traffic
      .filter((of) => of.endpoint === endpoint && isJudgedIn(plan, objective, of.phase))
      .map(({ phase, requests, dropped }) => {
        const bad = data.count(submetrics.bad(id, phase));
        if (bad > requests)
          throw wrongEndOfTest(`${bad} bad events among ${requests} requests for ${id} in ${phase}`);
        return { objective: id, phase, total: requests, bad, dropped, source: "record" as const };
      });
  });
}

/**
 * Iterations that came due: completed, or dropped because no virtual user was free. One that k6 cut
 * short is in neither count. That takes a run that is ended early: a plan's graceful stop is longer
 * than its requests may take.
 */
function arrivalsOf(data: EndOfTestData, { name }: K6Executor): number {
  return data.count(submetrics.completed(name)) + data.count(submetrics.dropped(name));
}

function perIteration({ sends }: K6Executor, endpoint: string): number {
  return sum(sends.filter((share) => share.endpoint === endpoint).map((share) => share.requestsPerIteration));
}

/** From the first start to the last planned end, or to the run's end where that came first. */
function lengthSeconds(executors: readonly K6Executor[], runSeconds: number): number {
  const start = Math.min(...executors.map(({ startSeconds }) => startSeconds));
  const end = Math.max(...executors.map(({ startSeconds, shape }) => startSeconds + shape.durationSeconds));
  return Math.max(0, Math.min(end, runSeconds) - start);
}

function latency(data: EndOfTestData, metric: string): NonNullable<EndpointTraffic["latencySeconds"]> {
  const seconds = (name: string) => data.value(metric, name) / 1000;
  return { p50: seconds("med"), p95: seconds("p(95)"), p99: seconds("p(99)"), max: seconds("max") };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
