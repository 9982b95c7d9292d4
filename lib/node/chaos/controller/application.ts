/**
 * Applies the effects of a fault in order, and can be told to go no further. An effect that hangs is
 * given up after a limit; should it take hold after all, `settled` tells when, for another undo.
 */
import type { Effect } from "../../../core/experiment/effect.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effectors } from "../effector.ts";
import { messages } from "../messages.ts";
import { effectorFor } from "./undo-fault.ts";
import { within } from "./within.ts";

export interface Application {
  /** Null once every effect has taken hold; otherwise why not. Never rejects. */
  readonly outcome: Promise<string | null>;
  /** When nothing is under way any more, also what was given up. */
  readonly settled: Promise<void>;
  /** No further effect is begun; resolves with whether the present one has ended within the time. */
  cancel(graceMs: number): Promise<boolean>;
}

export function startApplying(
  effects: readonly Effect[],
  effectors: Effectors,
  limitMs: number,
): Application {
  let cancelled = false;
  let underWay: Promise<void> = Promise.resolve();
  const applyOne = async (effect: Effect) => {
    if (cancelled) throw new Error(messages.undoneMeanwhile);
    await within(limitMs, messages.applyTooSlow(effect.kind, limitMs), () => {
      const applying = effectorFor(effect, effectors)?.apply(effect) ?? Promise.resolve();
      underWay = applying.catch(toldByOutcome);
      return applying;
    });
  };
  const applyAll = async () => {
    for (const effect of effects) await applyOne(effect);
  };
  const outcome = applyAll().then(() => null, reasonOf);
  const settled = outcome.then(() => underWay);
  return {
    outcome,
    settled,
    cancel: (graceMs) => {
      cancelled = true;
      const inTime = settled.then(() => true);
      return within(graceMs, messages.undoneMeanwhile, () => inTime).catch(() => false);
    },
  };
}

function toldByOutcome(): void {
  return;
}
