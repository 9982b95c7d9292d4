/**
 * Where the recorder's totals are not k6's own. Both count the same events, so any difference means that
 * seconds are missing from the record, and is told figure by figure. One kind is k6's own: it pushes no
 * sample whose time, in whole milliseconds, is not later than that of the last it pushed of the series
 * (k6 v2.2.0, prometheusrw/remotewrite: `convertToPbSeries`), so that what ends together at the very end,
 * as the requests to a service that was stopped and goes on, may be missing.
 */
import type { K6Executor, LoadPlan } from "../plan/plan.ts";
import { isJudgedIn } from "../plan/planned-requests.ts";
import { metricNames } from "../record/names.ts";
import { endpointsByPhase, submetrics } from "../record/submetrics.ts";
import { count } from "../record/units.ts";
import type { CountSource } from "./counted-run.ts";

type Counts = Pick<CountSource, "count">;

export interface Difference {
  readonly metric: string;
  readonly recorded: number;
  readonly own: number;
  /** So many of it can be counted in one millisecond: each virtual user ends one. */
  readonly atOnce: number;
}

/** @returns one for each figure that differs */
export function differences(recorded: Counts, own: Counts, plan: LoadPlan): readonly Difference[] {
  return countedMetrics(plan).flatMap(({ metric, atOnce }) => {
    const [here, there] = [recorded.count(metric), own.count(metric)];
    return here === there ? [] : [{ metric, recorded: here, own: there, atOnce }];
  });
}

/** Whether k6 may have left it unpushed, where every push of its arrived. */
export function mayBeUnpushed({ recorded, own, atOnce }: Difference): boolean {
  return recorded < own && own - recorded <= atOnce;
}

export function differenceText({ metric, recorded, own }: Difference): string {
  return `${count(recorded)} of ${count(own)} ${metric}`;
}

type CountedMetric = Pick<Difference, "metric" | "atOnce">;

function countedMetrics(plan: LoadPlan): readonly CountedMetric[] {
  const places = endpointsByPhase(plan);
  const usersOf = (counts: (executor: K6Executor) => boolean) =>
    plan.executors.filter(counts).reduce((sum, { maxVUs }) => sum + maxVUs, 0);
  const usersAt = (endpoint: string, phase: string) =>
    usersOf((each) => each.phase === phase && each.sends.some((share) => share.endpoint === endpoint));
  return [
    { metric: metricNames.scriptErrors, atOnce: usersOf(() => true) },
    ...places.flatMap(({ endpoint, phase }) =>
      [
        submetrics.requests(endpoint, phase),
        submetrics.bodiesChecked(endpoint, phase),
        submetrics.bodiesWrong(endpoint, phase),
      ].map((metric) => ({ metric, atOnce: usersAt(endpoint, phase) })),
    ),
    ...plan.objectives.flatMap((objective) =>
      places
        .filter(
          ({ endpoint, phase }) => endpoint === objective.endpoint && isJudgedIn(plan, objective, phase),
        )
        .map(({ endpoint, phase }) => {
          return { metric: submetrics.bad(objective.id, phase), atOnce: usersAt(endpoint, phase) };
        }),
    ),
    ...plan.executors.flatMap(({ name, maxVUs }) => [
      { metric: submetrics.completed(name), atOnce: maxVUs },
      // Counted by k6's own clock, and by no virtual user.
      { metric: submetrics.dropped(name), atOnce: 0 },
    ]),
  ];
}
