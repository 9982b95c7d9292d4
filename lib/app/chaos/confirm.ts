/** Nothing is broken on purpose before a person has said yes: on a terminal when asked, elsewhere by `--yes`. */
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import { faultText } from "./fault-text.ts";
import { GuardError, refusal } from "./guard-error.ts";

/** `yes`: said on the command line; `nobody`: no terminal to ask on. */
export type Confirmation = "yes" | "nobody" | ((question: string) => Promise<boolean>);

/** @throws GuardError */
export async function confirmed(target: string, confirmation: Confirmation): Promise<void> {
  if (confirmation === "yes") return;
  if (confirmation === "nobody") throw new GuardError([refusal.noTerminal()]);
  const isMeant = await confirmation(`Go on, on target ${target}? [y/N] `);
  if (!isMeant) throw new GuardError([refusal.declined()]);
}

/** What a person is about to confirm. */
export function experimentLines(experiments: readonly PlannedExperiment[]): string[] {
  return experiments.map(({ experiment, phases }) => {
    const { name, fault, faultSeconds, repetitions } = experiment;
    const { what, undo } = faultText(fault);
    const begin = phases.find(({ role }) => role === "fault")?.startSeconds ?? 0;
    const times = repetitions === 1 ? "once" : `${repetitions} times`;
    return `experiment ${name}: ${what}, ${times}, from second ${begin} on; after ${faultSeconds} s ${undo}`;
  });
}
