/** What a person reads while experiments follow their schedule: where they are, and how long it still takes. */
import type { PlannedExperiment, PlannedPhase } from "../../core/experiment/experiment.ts";
import { span } from "../../core/record/units.ts";
import type { DirectorClock } from "./clock.ts";

/** Nobody sits in front of a phase for longer than that without a word. */
const WORD_EVERY_SECONDS = 60;

/** Seconds from the plan's start to the end of the last phase. */
export function scheduleSeconds(experiments: readonly PlannedExperiment[]): number {
  return Math.max(0, ...experiments.flatMap(({ phases }) => phases.map(({ endSeconds }) => endSeconds)));
}

/** Resolves with the last phase's last word, or at the signal. @param startMs the plan's second 0 */
export async function tellProgress(
  experiments: readonly PlannedExperiment[],
  startMs: number,
  { clock, say }: { readonly clock: DirectorClock; readonly say: (line: string) => void },
  signal: AbortSignal,
): Promise<void> {
  const inAll = scheduleSeconds(experiments);
  for (const planned of experiments) {
    for (const phase of planned.phases) {
      const { startSeconds, endSeconds } = phase;
      for (let second = startSeconds; second < endSeconds; second += WORD_EVERY_SECONDS) {
        await clock.sleep(startMs + second * 1000 - clock.nowMs(), signal);
        if (signal.aborted) return;
        const left = `${span(endSeconds - second)}${second === startSeconds ? "" : " more"}`;
        say(`${titleOf(planned, phase)}, ${left}; ${span(inAll - second)} to go`);
      }
    }
  }
}

/** `kill-service: fault 1 of 3` */
function titleOf({ experiment }: PlannedExperiment, { role, repetition }: PlannedPhase): string {
  const { name, repetitions } = experiment;
  const which = role === "baseline" || repetitions === 1 ? "" : ` ${repetition} of ${repetitions}`;
  return `${name}: ${role}${which}`;
}
