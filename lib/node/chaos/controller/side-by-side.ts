/**
 * Undoes faults side by side, so that one that hangs does not delay the others; but of two that touch the same
 * thing the one that is named first is undone first. No more than so many at a time.
 */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import { touchedBy } from "../../../core/experiment/touched.ts";

/** Each may start programs and open connections. */
const MOST_AT_A_TIME = 16;

/** @param undo never rejects. @returns its answers, in the order of the faults */
export async function sideBySide<F extends { readonly fault: PlannedFault }, T>(
  faults: readonly F[],
  undo: (one: F) => Promise<T>,
  mostAtATime = MOST_AT_A_TIME,
): Promise<T[]> {
  const begun: { readonly touches: ReadonlySet<string>; readonly answer: Promise<T> }[] = [];
  const waiting = faults.values();
  const takeFromTheFront = async () => {
    // Whoever is waited for was begun before, so that nobody waits for who waits in the row.
    for (const one of waiting) {
      const touches = touchedBy(one.fault);
      const before = begun.filter((other) => [...touches].some((name) => other.touches.has(name)));
      const answer = Promise.all(before.map((other) => other.answer)).then(() => undo(one));
      begun.push({ touches, answer });
      await answer;
    }
  };
  await Promise.all(Array.from({ length: mostAtATime }, takeFromTheFront));
  return Promise.all(begun.map(({ answer }) => answer));
}
