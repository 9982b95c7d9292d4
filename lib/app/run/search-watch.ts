/**
 * Ends a search for the breaking point as soon as it has its answer: a step is over and missed an
 * objective, whatever became of the requests that nobody knows of yet.
 */
import { judgeObjective, type JudgingRules } from "../../core/judge/judge-objective.ts";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { plannedRequests } from "../../core/plan/planned-requests.ts";
import { type CountedRun, countedRun } from "../../core/recording/counted-run.ts";
import type { GeneratorHealth } from "../../core/record/record.ts";
import type { ObjectiveResult } from "../../core/record/verdict.ts";
import { uneventful } from "../../core/record/uneventful.ts";
import { rate } from "../../core/record/units.ts";
import type { Recorder } from "../../node/recorder/recorder.ts";

export interface SearchWatchOptions {
  readonly plan: LoadPlan;
  readonly recorder: Pick<Recorder, "onStep" | "counts" | "phasesOver">;
  readonly strict: boolean;
  readonly health: () => GeneratorHealth;
  /** Called once, with a sentence. */
  readonly found: (text: string) => void;
}

export function watchSearch({ plan, recorder, strict, health, found }: SearchWatchOptions): void {
  if (plan.search === null) return;
  let isFound = false;
  let overBefore: ReadonlySet<string> = new Set();
  recorder.onStep(({ kind }) => {
    // One row of this kind a second, after those that count.
    if (kind !== "users" || isFound) return;
    // The end of a phase is known to a second: one more, and its last requests are not cut off.
    const over = overBefore;
    overBefore = new Set(recorder.phasesOver);
    if (over.size === 0) return;
    const rules = { strict, facts: factsSoFar(health()) };
    const broken = brokenStep(plan, over, countedRun(recorder.counts, plan), rules);
    if (broken === null) return;
    isFound = true;
    found(textOf(plan, broken));
  });
}

/** The first step that is over and has missed an objective; null where none has. */
export function brokenStep(
  plan: LoadPlan,
  over: ReadonlySet<string>,
  { observations }: Pick<CountedRun, "observations">,
  rules: JudgingRules,
): ObjectiveResult | null {
  for (const { phase } of plan.search ?? []) {
    if (!over.has(phase)) continue;
    for (const objective of plan.objectives) {
      const seen = observations.find((each) => each.phase === phase && each.objective === objective.id);
      if (seen === undefined) continue;
      // Answers that are still to come are as unknown as requests that were dropped.
      const unknown = plannedRequests(plan, objective.endpoint, phase) - seen.total;
      const observation = { ...seen, dropped: Math.max(seen.dropped, unknown) };
      const result = judgeObjective(objective, observation, rules);
      if (result.outcome === "missed") return result;
    }
  }
  return null;
}

function textOf({ search }: LoadPlan, { objective, phase }: ObjectiveResult): string {
  const step = search?.find((each) => each.phase === phase);
  return `${objective} broke at ${rate(step?.ratePerSecond ?? 0)} (${phase}): the search has its answer, and k6 is ended`;
}

/** Of the run's fate only the generator's health matters here; what a step of the clock did is told at the end. */
function factsSoFar(generator: GeneratorHealth): JudgingRules["facts"] {
  return {
    ...uneventful,
    generator,
    plannedIterations: 0,
    startedIterations: 0,
    droppedIterations: 0,
  };
}
