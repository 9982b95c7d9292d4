/**
 * Which of the failing responses that k6 told of are kept: a few hundred, spread over kinds, so that
 * the first thing that goes wrong does not crowd out the rest, and within a kind over time.
 */
import type { FailureSample } from "../../core/record/failure-sample.ts";

/** At most, over all kinds. */
const MOST = 300;
/** Held of one kind while the log is read: when it is full, every second one goes. */
const MOST_OF_A_KIND = 64;

export interface FailureSelection {
  add(sample: FailureSample): void;
  /** In rounds over the kinds, so that however few are looked at show as many kinds as there can be. */
  chosen(): FailureSample[];
}

export function failureSelection(): FailureSelection {
  const kinds = new Map<string, Spread>();
  return {
    add: (sample) => {
      const { endpoint, phase, status, error } = sample;
      // Errors hold addresses and figures, which are no kinds of their own; those under a status are wrong bodies.
      const key = JSON.stringify([endpoint, phase, status, status !== 0 && error !== ""]);
      const spread = kinds.get(key) ?? createSpread();
      kinds.set(key, spread);
      spread.add(sample);
    },
    chosen: () => inRounds([...kinds.values()].map(({ kept }) => kept)).slice(0, MOST),
  };
}

interface Spread {
  readonly kept: FailureSample[];
  add(sample: FailureSample): void;
}

/** Evenly spread over what came, the first always among them. */
function createSpread(): Spread {
  let stride = 1;
  let seen = 0;
  const kept: FailureSample[] = [];
  return {
    kept,
    add: (sample) => {
      if (seen++ % stride !== 0) return;
      if (kept.length === MOST_OF_A_KIND) {
        stride *= 2;
        kept.splice(0, kept.length, ...kept.filter((_, index) => index % 2 === 0));
        if ((seen - 1) % stride !== 0) return;
      }
      kept.push(sample);
    },
  };
}

function inRounds(lists: readonly (readonly FailureSample[])[]): FailureSample[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => lists.flatMap((list) => list[round] ?? [])).flat();
}
