/**
 * Which objectives a run judges, and in which of its phases: each phase is judged by itself. An
 * objective on an endpoint that the plan does not send is no business of the run; in a phase whose
 * planned requests are too few for its goal it is left out, and said so, because the answer there
 * would be "inconclusive" however well the system does.
 */
import type { Objective } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import type { K6Executor, LeftOut } from "./plan.ts";
import { isJudgedIn, judgedPhases, plannedRequests } from "./planned-requests.ts";

export interface JudgedObjectives {
  /** Judged by what is left, see `judgedBy`. */
  readonly executors: readonly K6Executor[];
  /** Those that are judged in at least one phase. */
  readonly judged: readonly Objective[];
  readonly leftOut: readonly LeftOut[];
}

export function judgedObjectives(
  executors: readonly K6Executor[],
  objectives: readonly Objective[],
): JudgedObjectives {
  const weighed = objectives.flatMap((objective) => samplesByPhase(executors, objective));
  const leftOut = weighed.filter(({ plannedSamples, neededSamples }) => plannedSamples < neededSamples);
  const isJudged = ({ id }: Objective) =>
    weighed.some((each) => each.objective === id && !leftOut.includes(each));
  return {
    executors: executors.map((executor) => withoutLeftOut(executor, objectives, leftOut)),
    judged: objectives.filter(isJudged),
    leftOut,
  };
}

function samplesByPhase(executors: readonly K6Executor[], objective: Objective): LeftOut[] {
  return judgedPhases({ executors })
    .filter((phase) => isJudgedIn({ executors }, objective, phase))
    .map((phase) => ({
      objective: objective.id,
      phase,
      neededSamples: minimumSamples(objective.goal),
      plannedSamples: plannedRequests({ executors }, objective.endpoint, phase),
    }));
}

function withoutLeftOut(
  executor: K6Executor,
  objectives: readonly Objective[],
  leftOut: readonly LeftOut[],
): K6Executor {
  const out = leftOut.filter(({ phase }) => phase === executor.phase).map(({ objective }) => objective);
  const endpoints = executor.sends.map(({ endpoint }) => endpoint);
  const own = objectives.filter(({ endpoint }) => endpoints.includes(endpoint)).map(({ id }) => id);
  if (!own.some((id) => out.includes(id))) return executor;
  return { ...executor, judgedBy: (executor.judgedBy ?? own).filter((id) => !out.includes(id)) };
}
