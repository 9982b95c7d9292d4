/**
 * Undoes a fault and looks whether anything of it is left: every step backwards, each one whatever
 * became of the others; then every effect is read back, and what is not clean is undone once more,
 * a few times. Only what was seen counts: a step that reports success proves nothing.
 */
import type { Effect, PlannedFault, Presence } from "../../../core/experiment/effect.ts";
import type { Undone } from "../../../core/experiment/journal.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effector, Effectors, ReadBack } from "../effector.ts";
import { messages } from "../messages.ts";
import type { Clock } from "./clock.ts";
import { within } from "./within.ts";

export interface UndoLimits {
  /** One step that hangs must not keep the others from being taken. */
  readonly stepMs: number;
  readonly readBackMs: number;
  /** Before each further try. */
  readonly backoffMs: readonly number[];
}

/** A container or a database starts within the step's limit; the tries bridge a target that is slow to follow. */
export const usualUndoLimits: UndoLimits = {
  stepMs: 30_000,
  readBackMs: 10_000,
  backoffMs: [200, 500, 1_000],
};

export interface UndoOptions {
  readonly effectors: Effectors;
  readonly clock: Clock;
  readonly limits: UndoLimits;
  /** After the first round of steps, before anything is read back. */
  readonly onStepsTaken: () => void;
}

/** Never rejects. */
export async function undoFault(fault: PlannedFault, options: UndoOptions): Promise<Undone> {
  const { clock, limits } = options;
  const failures = await takeSteps(fault.effects, options);
  options.onStepsTaken();
  let seen = await lookAt(fault.effects, options);
  for (const pauseMs of limits.backoffMs) {
    const left = seen.filter(({ presence }) => presence !== "clean");
    if (left.length === 0) break;
    await clock.sleep(pauseMs);
    failures.push(
      ...(await takeSteps(
        left.map(({ effect }) => effect),
        options,
      )),
    );
    seen = await lookAt(fault.effects, options);
  }
  return {
    faultId: fault.faultId,
    atMs: clock.nowMs(),
    presence: worst(seen.map(({ presence }) => presence)),
    failures: [...new Set(failures)],
    evidence: seen.map(({ effect, text }) => messages.evidence(effect.kind, text)),
  };
}

export function effectorFor(effect: Effect, effectors: Effectors): Effector | undefined {
  return effectors[effect.kind];
}

/** @returns what failed */
async function takeSteps(effects: readonly Effect[], options: UndoOptions): Promise<string[]> {
  const { stepMs } = options.limits;
  const failures: string[] = [];
  for (const effect of effects.toReversed()) {
    const effector = effectorFor(effect, options.effectors);
    try {
      if (effector === undefined) throw new Error(messages.noEffector(effect.kind));
      await within(stepMs, messages.undoStepTooSlow(stepMs), () => effector.undo(effect));
    } catch (error) {
      failures.push(messages.undoStepFailed(effect.kind, reasonOf(error)));
    }
  }
  return failures;
}

type Seen = ReadBack & { readonly effect: Effect };

function lookAt(effects: readonly Effect[], options: UndoOptions): Promise<Seen[]> {
  return Promise.all(effects.map(async (effect) => ({ effect, ...(await readBack(effect, options)) })));
}

async function readBack(effect: Effect, { effectors, limits }: UndoOptions): Promise<ReadBack> {
  const effector = effectorFor(effect, effectors);
  if (effector === undefined) return { presence: "unknown", text: messages.noEffector(effect.kind) };
  try {
    const { readBackMs } = limits;
    return await within(readBackMs, messages.readBackTooSlow(readBackMs), () => effector.readBack(effect));
  } catch (error) {
    return { presence: "unknown", text: messages.readBackFailed(reasonOf(error)) };
  }
}

function worst(presences: readonly Presence[]): Presence {
  if (presences.includes("present")) return "present";
  return presences.includes("unknown") ? "unknown" : "clean";
}
