/** How long something lasts that may be seconds or weeks, as a person says it: `52 s`, `50 h`, `30 days`. */
import { count, span } from "../../record/units.ts";

const hourSeconds = 3600;
const mostHours = 72;

export function longSpan(seconds: number): string {
  if (seconds < mostHours * hourSeconds) return span(seconds);
  return `${count(Number((seconds / (24 * hourSeconds)).toPrecision(3)))} days`;
}
