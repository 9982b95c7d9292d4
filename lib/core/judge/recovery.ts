/**
 * How long a system that was disturbed on purpose took to be itself again, from the seconds of the
 * phase that follows. Broken is what a window of a few seconds shows beyond doubt: an objective whose
 * Clopper-Pearson interval lies wholly below its goal, or that is missed with the samples that its
 * goal takes. Recovered is the system from the second on after which no window is broken any more;
 * one stray failure in a quiet second does not undo a recovery, a burst of them does.
 *
 * A request is counted in the second in which it ended, so one that hung through the recovery speaks
 * when it ends. Says nothing of a system that was never broken: its recovery takes 0 seconds.
 */
import type { Objective } from "../objective/objective.ts";
import type { Recovery } from "../record/capacity.ts";
import type { EndpointStep } from "../record/step.ts";
import { weigh } from "./weigh.ts";

/** Long enough to tell a burst of failures from a stray one at some ten requests a second. */
const RECOVERY_WINDOW_SECONDS = 5;

export interface Recovering {
  /** The phase that disturbed the system. */
  readonly after: string;
  /** Begin and planned end of the phase that follows it. */
  readonly startMs: number;
  readonly endMs: number;
  /** Of that phase. */
  readonly steps: readonly EndpointStep[];
  readonly objectives: readonly Objective[];
}

export function recoveryOf(recovering: Recovering): Recovery {
  const { after, startMs, endMs } = recovering;
  const last = Math.floor((endMs - startMs) / 1000) - RECOVERY_WINDOW_SECONDS;
  let seconds: number | null = 0;
  for (let second = 0; second <= last; second++) {
    if (!isBroken(recovering, startMs + second * 1000)) continue;
    seconds = second === last ? null : second + 1;
  }
  return { after, seconds: last < 0 ? null : seconds };
}

function isBroken({ steps, objectives, endMs }: Recovering, fromMs: number): boolean {
  const untilMs = Math.min(fromMs + RECOVERY_WINDOW_SECONDS * 1000, endMs);
  const window = steps.filter(({ startMs }) => startMs >= fromMs && startMs < untilMs);
  return objectives.some((objective) => {
    const own = window.filter(({ endpoint }) => endpoint === objective.endpoint);
    const total = own.reduce((sum, { requests }) => sum + requests, 0);
    const bad = own.reduce((sum, step) => sum + (step.bad[objective.id] ?? 0), 0);
    return total > 0 && weigh(objective.goal, { total, bad }).outcome === "missed";
  });
}
