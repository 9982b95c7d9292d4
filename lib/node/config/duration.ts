/**
 * Durations as people write them: `500ms`, `30s`, `5m`, `2h`, `1h30m`. Units go from large to
 * small, each at most once. Without a unit it is no duration: `5` may be meant as minutes.
 */

const number = String.raw`(\d+(?:\.\d+)?)`;
const shape = new RegExp(`^(?:${number}h)?(?:${number}m)?(?:${number}s)?(?:${number}ms)?$`);

/** @returns seconds, or null where `text` is not a duration */
export function parseDuration(text: string): number | null {
  const match = shape.exec(text);
  if (text === "" || match === null) return null;
  const [, hours = "0", minutes = "0", seconds = "0", milliseconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000;
}

/** The shortest way to write it: `90` is `1m30s`. */
export function formatDuration(seconds: number): string {
  const totalMs = Math.round(seconds * 1000);
  const parts = [
    [Math.floor(totalMs / 3_600_000), "h"],
    [Math.floor(totalMs / 60_000) % 60, "m"],
    [Math.floor(totalMs / 1000) % 60, "s"],
    [totalMs % 1000, "ms"],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join("");
  return text === "" ? "0s" : text;
}
