/**
 * How figures are shown to a person. Inside, everything is in seconds, ratios and counts; the
 * conversion to ms, % and thousands happens here alone. Rounding never hides what decided: a
 * share just below its goal is not shown as the goal, and only a share of 1 is "100 %".
 */
import type { Ratio } from "../objective/objective.ts";

/** More decimals than this would show the noise of floating point. */
const MOST_DECIMALS = 9;

/** `30,000` */
export function count(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/**
 * `99.5 %`, with as many decimals as it takes to tell the share from 1 and from `goal`.
 * @param goal the share it will be read against, where there is one
 */
export function percent(share: Ratio, goal: Ratio = 1): string {
  const distances = [1 - share, Math.abs(share - goal)].filter((distance) => distance > 0);
  const decimals = Math.max(0, ...distances.map((distance) => decimalsFor(distance * 100)));
  return `${trimmed(share * 100, decimals)} %`;
}

/** A difference of two shares in percentage points, signed: `+0.5 pp`. */
export function percentagePoints(difference: number): string {
  const points = Math.abs(difference) * 100;
  const sign = difference < 0 ? "-" : "+";
  return `${sign}${trimmed(points, decimalsFor(points))} pp`;
}

/** `500 ms`, `12.3 ms`, `1.25 s`; three significant digits. */
export function duration(seconds: number): string {
  return seconds < 1 ? `${significant(seconds * 1000)} ms` : `${significant(seconds)} s`;
}

/** `100/s`, `99.98/s`; four significant digits. */
export function rate(perSecond: number): string {
  return `${count(Number(perSecond.toPrecision(4)))}/s`;
}

/** `512 B`, `12.3 MiB`; three significant digits, powers of 1024. */
export function bytes(value: number): string {
  const names = ["B", "KiB", "MiB", "GiB", "TiB"];
  const size = Math.abs(value);
  const power = size < 1024 ? 0 : Math.min(names.length - 1, Math.floor(Math.log2(size) / 10));
  return `${significant(value / 1024 ** power)} ${names[power] ?? ""}`;
}

/** `45 s`, `2 min 5 s`, `8 h`, `1 h 30 min`: how long something took, as a person says it. */
export function span(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ];
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => `${count(value)} ${unit}`);
  return said.length === 0 ? "0 s" : said.slice(0, 2).join(" ");
}

/** `3 requests`, `1 request` */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** Decimals that show two significant digits of a figure below 10. */
function decimalsFor(value: number): number {
  if (value === 0) return 0;
  return Math.min(MOST_DECIMALS, Math.max(0, 1 - Math.floor(Math.log10(value))));
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

function significant(value: number): string {
  return count(Number(value.toPrecision(3)));
}
