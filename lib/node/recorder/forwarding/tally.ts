/** What became of the samples, counted, and in one sentence why not all of them arrived. */
import { counted } from "../../../core/record/units.ts";

export interface Tally {
  samplesReceived: number;
  samplesDelivered: number;
  /** Pushes that the server refused for good. */
  refusedPushes: number;
  refusedSamples: number;
  /** What was said of the first of them. */
  refusedBecause: string | null;
  /** Pushes that nobody could read, and so nobody could count. */
  unreadablePushes: number;
}

export interface Leftover {
  readonly lostSamples: number;
  /** What the disk said; null while it did what it should. */
  readonly lostBecause: string | null;
  readonly waitingSamples: number;
  /** Why the last attempt failed; null when none did. */
  readonly waitingBecause: string | null;
}

export function newTally(): Tally {
  return {
    samplesReceived: 0,
    samplesDelivered: 0,
    refusedPushes: 0,
    refusedSamples: 0,
    refusedBecause: null,
    unreadablePushes: 0,
  };
}

/** @returns null when everything arrived */
export function deliveryProblem(tally: Readonly<Tally>, leftover: Leftover): string | null {
  const parts: string[] = [];
  if (tally.refusedPushes > 0) {
    const what = `${counted(tally.refusedSamples, "sample")} in ${counted(tally.refusedPushes, "push", "pushes")}`;
    parts.push(`${what} refused, ${tally.refusedBecause ?? "without a word"}`);
  }
  if (leftover.lostSamples > 0) {
    parts.push(
      `${counted(leftover.lostSamples, "sample")} lost here: the disk (${leftover.lostBecause ?? "full"}), then memory had no room`,
    );
  }
  if (leftover.waitingSamples > 0) {
    const why = leftover.waitingBecause === null ? "" : `, last because ${leftover.waitingBecause}`;
    parts.push(`${counted(leftover.waitingSamples, "sample")} not sent when time was up${why}`);
  }
  if (tally.unreadablePushes > 0) {
    parts.push(`${counted(tally.unreadablePushes, "push", "pushes")} not readable`);
  }
  return parts.length === 0 ? null : parts.join("; ");
}
