/**
 * k6's part of a run: started, watched, and ended when a person asks for it or when it outlives
 * its plan. Says nothing of what was measured.
 */
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { K6Outcome, K6Run } from "../../node/generator/start-k6.ts";
import type { RunDirector } from "../chaos/direct-run.ts";
import type { Interruption } from "./interruption.ts";

/** Beyond the plan's own length: k6's start, its teardown and its summary. */
const OVERTIME_SECONDS = 60;

export interface Execution {
  readonly outcome: K6Outcome;
  /** k6 had not ended long after its plan did, and was made to. */
  readonly overdue: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** @param director undoes what it has done to the target before the load is ended; null for nobody */
export async function execute(
  run: K6Run,
  plan: LoadPlan,
  interruption: Interruption,
  director: Pick<RunDirector, "undoFirst"> | null,
): Promise<Execution> {
  const startedAt = new Date();
  let overdue = false;
  const gracefully = () => {
    if (director === null) run.interrupt();
    else void director.undoFirst(interruption.signal ?? "").then(() => run.interrupt());
  };
  interruption.onRequest({ gracefully, atOnce: () => run.killNow() });
  const limitMs = (plannedSeconds(plan) + OVERTIME_SECONDS) * 1000;
  const overtime = setTimeout(() => {
    overdue = true;
    run.killNow();
  }, limitMs);
  try {
    const outcome = await run.ended;
    return { outcome, overdue, startedAt, endedAt: new Date() };
  } finally {
    clearTimeout(overtime);
  }
}

/** From the start of the first executor to the latest possible end of the last. */
export function plannedSeconds(plan: LoadPlan): number {
  const ends = plan.executors.map(
    (executor) => executor.startSeconds + executor.shape.durationSeconds + executor.gracefulStopSeconds,
  );
  return Math.max(0, ...ends);
}
