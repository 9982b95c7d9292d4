/**
 * Where the recorder's totals are not k6's own. Both count the same events, so any difference means that
 * seconds are missing from the record, and is told figure by figure.
 */
import type { LoadPlan } from "../plan/plan.ts";
import { isJudgedIn } from "../plan/planned-requests.ts";
import { metricNames } from "../record/names.ts";
import { endpointsByPhase, submetrics } from "../record/submetrics.ts";
import { count } from "../record/units.ts";
import type { CountSource } from "./counted-run.ts";

type Counts = Pick<CountSource, "count">;

/** @returns a phrase for each figure that differs; none where all agree */
export function differences(recorded: Counts, own: Counts, plan: LoadPlan): readonly string[] {
  return countedMetrics(plan).flatMap((metric) => {
    const [here, there] = [recorded.count(metric), own.count(metric)];
    return here === there ? [] : [`${count(here)} of ${count(there)} ${metric}`];
  });
}

function countedMetrics(plan: LoadPlan): readonly string[] {
  const places = endpointsByPhase(plan);
  return [
    metricNames.scriptErrors,
    ...places.flatMap(({ endpoint, phase }) => [
      submetrics.requests(endpoint, phase),
      submetrics.bodiesChecked(endpoint, phase),
      submetrics.bodiesWrong(endpoint, phase),
    ]),
    ...plan.objectives.flatMap((objective) => {
      const phases = places
        .filter(
          ({ endpoint, phase }) => endpoint === objective.endpoint && isJudgedIn(plan, objective, phase),
        )
        .map(({ phase }) => phase);
      return phases.map((phase) => submetrics.bad(objective.id, phase));
    }),
    ...plan.executors.flatMap(({ name }) => [submetrics.completed(name), submetrics.dropped(name)]),
  ];
}
