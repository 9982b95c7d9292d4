/** Rates as people write them: `50` and `50/s` a second, `3000/min`, `7200/h`. */

const secondsOf = { s: 1, min: 60, h: 3600 } as const;
const shape = /^(\d+(?:\.\d+)?)(?:\/(s|min|h))?$/;

/** @returns requests a second, or null where `text` is not a rate */
export function parseRate(text: string): number | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const unit = (match[2] ?? "s") as keyof typeof secondsOf;
  return Number(match[1]) / secondsOf[unit];
}
