/** Instants in UTC, to the minute. */

export function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

/** `2026-11-25 10:00 to 11:00`, with the second day where it is another one. */
export function between(startSeconds: number, endSeconds: number): string {
  const [start, end] = [instant(startSeconds), instant(endSeconds)];
  return `${start} to ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
