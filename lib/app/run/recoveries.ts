/** How long the system took to be itself again after each phase that disturbs it on purpose. */
import { recoveryOf } from "../../core/judge/recovery.ts";
import type { LoadPlan, PlannedRecovery } from "../../core/plan/plan.ts";
import { isJudgedIn } from "../../core/plan/planned-requests.ts";
import type { Recovery } from "../../core/record/capacity.ts";
import type { EndpointStep, Step } from "../../core/record/step.ts";

export interface RecoveryWatch {
  see(step: Step): void;
  /** @param planStartMs when the plan's second 0 was; null before any traffic */
  recoveries(planStartMs: number | null): readonly Recovery[];
}

/** Keeps the steps of the phases that show a recovery, and no others. */
export function recoveryWatch(plan: LoadPlan): RecoveryWatch {
  const shown = new Set(plan.recoveries.map((recovery) => recovery.in));
  const kept: EndpointStep[] = [];
  let lastMs = 0;
  return {
    see: (step) => {
      if (shown.size === 0) return;
      lastMs = step.startMs + step.durationMs;
      if (step.kind === "endpoint" && shown.has(step.phase)) kept.push(step);
    },
    recoveries: (planStartMs) =>
      planStartMs === null
        ? []
        : plan.recoveries.flatMap((planned) => recovered(plan, planned, planStartMs, lastMs, kept)),
  };
}

/** None where the run ended before that phase began. */
function recovered(
  plan: LoadPlan,
  planned: PlannedRecovery,
  planStartMs: number,
  lastMs: number,
  kept: readonly EndpointStep[],
): Recovery[] {
  const executors = plan.executors.filter(({ phase }) => phase === planned.in);
  const startMs = planStartMs + Math.min(...executors.map(({ startSeconds }) => startSeconds)) * 1000;
  const lengths = executors.map(({ startSeconds, shape }) => startSeconds + shape.durationSeconds);
  const endMs = Math.min(planStartMs + Math.max(...lengths) * 1000, lastMs);
  if (endMs <= startMs) return [];
  const steps = kept.filter(({ phase }) => phase === planned.in);
  const objectives = plan.objectives.filter((objective) => isJudgedIn(plan, objective, planned.in));
  return [recoveryOf({ after: planned.after, startMs, endMs, steps, objectives })];
}
