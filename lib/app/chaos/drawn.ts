/** Whom a random choice hits: from the run's seed, so that the same seed hits the same again. */
import { createHash } from "node:crypto";

export interface Drawing {
  readonly seed: number;
  readonly experiment: string;
  readonly repetition: number;
}

/** @returns whole numbers from 0 to `count` - 1, one after another */
export function drawFor({ seed, experiment, repetition }: Drawing): (count: number) => number {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    const digest = createHash("sha256").update(`${seed}/${experiment}/${repetition}/${drawn}`).digest();
    return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * count);
  };
}
