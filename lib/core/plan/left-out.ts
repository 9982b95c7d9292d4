/**
 * Which objectives a run judges. An objective on an endpoint that the plan does not send is no
 * business of the run; one whose planned requests are too few for its goal is left out, and
 * said so, because its answer would be "inconclusive" however well the system does.
 */
import type { Objective } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import type { K6Executor, LeftOut } from "./plan.ts";
import { isJudgedIn, judgedPhases, plannedRequests } from "./planned-requests.ts";

export interface JudgedObjectives {
  readonly judged: readonly Objective[];
  readonly leftOut: readonly LeftOut[];
}

export function judgedObjectives(
  executors: readonly K6Executor[],
  objectives: readonly Objective[],
): JudgedObjectives {
  const phases = judgedPhases({ executors });
  const sent = objectives.filter((objective) =>
    phases.some((phase) => isJudgedIn({ executors }, objective, phase)),
  );
  const weighed = sent.map((objective) => ({ objective, ...samplesFor(executors, objective) }));
  return {
    judged: weighed.filter(isDecidable).map(({ objective }) => objective),
    leftOut: weighed
      .filter((each) => !isDecidable(each))
      .map(({ objective, neededSamples, plannedSamples }) => ({
        objective: objective.id,
        neededSamples,
        plannedSamples,
      })),
  };
}

/** Each phase is judged by itself, so the one that sends the endpoint least counts. */
function samplesFor(executors: readonly K6Executor[], objective: Objective) {
  const byPhase = judgedPhases({ executors })
    .filter((phase) => isJudgedIn({ executors }, objective, phase))
    .map((phase) => plannedRequests({ executors }, objective.endpoint, phase))
    .filter((requests) => requests > 0);
  return {
    neededSamples: minimumSamples(objective.goal),
    plannedSamples: byPhase.length > 0 ? Math.min(...byPhase) : 0,
  };
}

function isDecidable(samples: { neededSamples: number; plannedSamples: number }): boolean {
  return samples.plannedSamples >= samples.neededSamples;
}
