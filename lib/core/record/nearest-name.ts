/**
 * Which known name a person most likely meant. Used by every message that refuses a name, so
 * that all of them guess alike. Distance: insertions, deletions, substitutions and swaps of
 * neighbours (Damerau 1964, in the restricted form: no letter is edited twice). It does not
 * know meanings: `speed` is never taken for `rate`.
 */

/** The closest of `known`, or null where none is close (more than a third of the letters differ). */
export function nearestName(received: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const distance = editDistance(received.toLowerCase(), name.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(received.length, name.length) / 3));
    if (distance <= allowed && distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          cell(current, column - 1) + 1,
          cell(last, column) + 1,
          cell(last, column - 1) + differs,
          swapped ? cell(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return cell(last, b.length);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
