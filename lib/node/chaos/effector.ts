/** What applies one kind of effect, undoes it and looks: a driver is a planner and the effectors that its plans need. */
import type { Effect, EffectKind, Presence } from "../../core/experiment/effect.ts";

export interface ReadBack {
  readonly presence: Presence;
  /** What was seen, in a sentence: the evidence that goes into the record. */
  readonly text: string;
}

/** Every method takes the effect as it stands in the journal, maybe in another process than the one that planned it. */
export interface Effector<E extends Effect = Effect> {
  /** Resolves once the effect has taken hold. @throws Error in words; an undo follows */
  apply(effect: E): Promise<void>;
  /** Of an effect that was applied, half applied or not at all; a second time it does nothing. @throws Error in words */
  undo(effect: E): Promise<void>;
  /** Asks the system, not the journal. Never rejects: what cannot be looked at is `unknown`. */
  readBack(effect: E): Promise<ReadBack>;
}

export type Effectors = { readonly [K in EffectKind]?: Effector<Extract<Effect, { kind: K }>> };
