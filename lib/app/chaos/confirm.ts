/** Nothing is broken on purpose before a person has said yes: on a terminal when asked, elsewhere by `--yes`. */
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import { span } from "../../core/record/units.ts";
import { faultText } from "./fault-text.ts";
import { GuardError, refusal } from "./guard-error.ts";
import { scheduleSeconds } from "./tell-progress.ts";

/** `yes`: said on the command line; `nobody`: no terminal to ask on. */
export type Confirmation = "yes" | "nobody" | ((question: string) => Promise<boolean>);

/** @throws GuardError */
export async function confirmed(target: string, confirmation: Confirmation): Promise<void> {
  if (confirmation === "yes") return;
  if (confirmation === "nobody") throw new GuardError([refusal.noTerminal()]);
  const isMeant = await confirmation(`Go on, on target ${target}? [y/N] `);
  if (!isMeant) throw new GuardError([refusal.declined()]);
}

/** What a person is about to confirm: of each experiment what is believed and what is done, and how long it all takes. */
export function experimentSentences(experiments: readonly PlannedExperiment[]): string[] {
  const each = experiments.flatMap(({ experiment, phases }) => {
    const { name, description, fault, faultSeconds, repetitions } = experiment;
    const { what, undo } = faultText(fault);
    const begin = phases.find(({ role }) => role === "fault")?.startSeconds ?? 0;
    const times = repetitions === 1 ? "once" : `${repetitions} times`;
    return [
      `experiment ${name}: ${description}`,
      `${name}: ${what}, ${times}, from second ${begin} on; after ${faultSeconds} s ${undo}`,
    ];
  });
  return [...each, `this takes ${span(scheduleSeconds(experiments))}, counted from the first request`];
}
