/**
 * A run of which nothing is known but its counters: the endpoints and phases that it was seen to send to,
 * judged by the project's objectives on them. Dropped iterations count as the requests that a completed
 * iteration of the same executor sent, rounded up.
 */
import type { Objective } from "../objective/objective.ts";
import type { CountSource } from "../recording/counted-run.ts";
import { phaseNames } from "../record/names.ts";
import { submetrics } from "../record/submetrics.ts";
import type { Observation } from "../record/verdict.ts";
import { requestsOf, type RunCounter } from "./run-counters.ts";

export interface SeenRun {
  readonly objectives: readonly Objective[];
  readonly observations: readonly Observation[];
  /** Of judged phases. */
  readonly startedIterations: number;
  readonly droppedIterations: number;
  readonly wrongBodies: number;
}

export function seenRun(
  counters: readonly RunCounter[],
  source: CountSource,
  objectives: readonly Objective[],
): SeenRun {
  const requests = requestsOf(counters).filter(({ phase }) => phase !== phaseNames.warmup);
  const places = unique(requests.map(({ endpoint, phase }) => ({ endpoint, phase })));
  const executors = [...new Set(requests.map(({ executor }) => executor))];
  const judged = objectives.filter(({ endpoint }) => places.some((place) => place.endpoint === endpoint));
  const dropped = (endpoint: string, phase: string) =>
    sum(
      executors.map((executor) => {
        const own = requests.filter((each) => each.executor === executor);
        const sent = sum(
          own.filter((at) => at.endpoint === endpoint && at.phase === phase).map((at) => at.requests),
        );
        return droppedRequests(source, executor, sent);
      }),
    );
  return {
    objectives: judged,
    observations: judged.flatMap(({ id, endpoint }) =>
      places
        .filter((place) => place.endpoint === endpoint)
        .map(({ phase }) => ({
          objective: id,
          phase,
          total: source.count(submetrics.requests(endpoint, phase)),
          bad: source.count(submetrics.bad(id, phase)),
          dropped: dropped(endpoint, phase),
          source: "prometheus" as const,
        })),
    ),
    startedIterations: sum(executors.map((name) => source.count(submetrics.completed(name)))),
    droppedIterations: sum(executors.map((name) => source.count(submetrics.dropped(name)))),
    wrongBodies: sum(
      places.map(({ endpoint, phase }) => source.count(submetrics.bodiesWrong(endpoint, phase))),
    ),
  };
}

function droppedRequests(source: CountSource, executor: string, sent: number): number {
  if (sent === 0) return 0;
  const completed = source.count(submetrics.completed(executor));
  const perIteration = completed === 0 ? 1 : sent / completed;
  return Math.ceil(source.count(submetrics.dropped(executor)) * perIteration);
}

interface Place {
  readonly endpoint: string;
  readonly phase: string;
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.endpoint}\n${place.phase}`, place])).values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
