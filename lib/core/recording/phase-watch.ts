/**
 * When the phases of a plan began and ended, told from its steps. k6 does not say when it started: the
 * plan's second 0 is the begin of the first step with traffic, less the planned start of what was sent.
 * It is therefore right to a second. A phase whose executors only work off a number of iterations is over
 * when those are done.
 */
import type { K6Executor, LoadPlan } from "../plan/plan.ts";
import { plannedIterations } from "../plan/planned-requests.ts";
import { isClosedModel } from "../record/closed-model.ts";
import type { Step } from "../record/step.ts";

export interface PhaseEdge {
  readonly phase: string;
  readonly edge: "start" | "end";
  readonly atMs: number;
}

export interface PhaseWatch {
  /** When the plan's second 0 was; null before any traffic. */
  readonly planStartMs: number | null;
  /** End of the last step. */
  readonly lastMs: number | null;
  /** Phases that are over, answers that were still to come included or not. */
  readonly over: ReadonlySet<string>;
  /** @returns what began or ended with these steps, in the order of time */
  see(steps: readonly Step[]): readonly PhaseEdge[];
  /** The run is at its end: so is every phase. */
  end(): readonly PhaseEdge[];
}

export function phaseWatch({ executors }: Pick<LoadPlan, "executors">): PhaseWatch {
  const phases = [...new Set(executors.map(({ phase }) => phase))];
  const iterations = new Map<string, number>();
  const [begun, over] = [new Set<string>(), new Set<string>()];
  let planStartMs: number | null = null;
  let lastMs: number | null = null;

  const edges = (untilMs: number): PhaseEdge[] =>
    phases.flatMap((phase) => {
      if (planStartMs === null) return [];
      const own = executors.filter((executor) => executor.phase === phase);
      const startMs = planStartMs + Math.min(...own.map(({ startSeconds }) => startSeconds)) * 1000;
      const plannedEndMs = planStartMs + Math.max(...own.map(endSeconds)) * 1000;
      const endMs = own.every((executor) => isDone(executor, iterations))
        ? Math.min(untilMs, plannedEndMs)
        : plannedEndMs;
      const found: PhaseEdge[] = [];
      if (startMs < untilMs && addedTo(begun, phase)) found.push({ phase, edge: "start", atMs: startMs });
      if (endMs <= untilMs && addedTo(over, phase)) found.push({ phase, edge: "end", atMs: endMs });
      return found;
    });

  return {
    get planStartMs() {
      return planStartMs;
    },
    get lastMs() {
      return lastMs;
    },
    over,
    see: (steps) => {
      for (const step of steps) {
        lastMs = Math.max(lastMs ?? 0, step.startMs + step.durationMs);
        planStartMs ??= planStartOf(step, executors);
        if (step.kind !== "load") continue;
        iterations.set(step.executor, (iterations.get(step.executor) ?? 0) + step.iterations + step.dropped);
      }
      return lastMs === null ? [] : inOrder(edges(lastMs));
    },
    end: () => {
      const atMs = lastMs;
      if (atMs === null) return [];
      return phases
        .filter((phase) => begun.has(phase) && addedTo(over, phase))
        .map((phase) => ({ phase, edge: "end", atMs }));
    },
  };
}

/** Null where nothing in the step was sent by the plan. */
function planStartOf(step: Step, executors: readonly K6Executor[]): number | null {
  const own = executors.filter(
    ({ name, phase }) =>
      (step.kind === "load" && step.executor === name) || (step.kind === "endpoint" && step.phase === phase),
  );
  return own.length === 0
    ? null
    : step.startMs - Math.min(...own.map(({ startSeconds }) => startSeconds)) * 1000;
}

function endSeconds({ startSeconds, shape }: K6Executor): number {
  return startSeconds + shape.durationSeconds;
}

function isDone(executor: K6Executor, iterations: ReadonlyMap<string, number>): boolean {
  return isClosedModel(executor) && (iterations.get(executor.name) ?? 0) >= plannedIterations(executor.shape);
}

/** Whether it was not there before. */
function addedTo(set: Set<string>, value: string): boolean {
  const isNew = !set.has(value);
  set.add(value);
  return isNew;
}

function inOrder(edges: readonly PhaseEdge[]): readonly PhaseEdge[] {
  return edges.toSorted((one, other) => one.atMs - other.atMs);
}
