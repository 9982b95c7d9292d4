/**
 * The run that made an object, from a text of the object: the one thing that tells what a test left in a
 * system from what belongs there. Strict: what does not look exactly like it belongs to somebody else.
 */

/** `20260802T101530Z-sustained-k3f9x2`, and `bare-1754129730123` of a bare `k6 run`. */
const form = "\\d{8}T\\d{6}Z-[A-Za-z][A-Za-z0-9_-]*?-[23456789bcdfghjkmnpqrstvwxz]{6}|bare-\\d{13}";

export function isRunTag(text: string): boolean {
  return new RegExp(`^(?:${form})$`).test(text);
}

/** @returns the id of the run after `before`; null where the text does not begin with both */
export function runIn(text: string, before: string): string | null {
  if (!text.startsWith(before)) return null;
  return new RegExp(`^(?:${form})(?![A-Za-z0-9])`).exec(text.slice(before.length))?.[0] ?? null;
}
