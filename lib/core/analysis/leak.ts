/**
 * Is growth a leak? A slope that is significant is not one yet. In order, and the first that holds:
 *
 * 1. neither the whole nor its first half rises significantly: stable;
 * 2. it climbed by less than what is ordinary for a process within such a run: stable;
 * 3. it came back in the cool-down, by three quarters of what it had grown or more: levelled;
 * 4. it came to rest: the second half does not go on at half of the mean pace, or it slowed down and
 *    the last third does not go on at all: levelled;
 * 5. it would not reach the limit within the planned uptime at the whole's slope: stable;
 * 6. the second half does not rise significantly: inconclusive, for whether it goes on cannot be told;
 * 7. the second half rises at half of the first half's pace or less: inconclusive, it may yet level off;
 * 8. the limit is further away than a run of this length can foresee: inconclusive;
 * 9. else it is a leak.
 *
 * A part of the series goes on where it rises significantly, at more than a quarter of the mean pace,
 * and fast enough to be out of the ordinary were the whole run like it. What a run can foresee is a rule of thumb: 24 times its own length, so an hour speaks for a
 * day and a night for a week.
 */
import type { TrendOutcome } from "../record/trend.ts";
import type { Growth, Pace } from "./growth.ts";

/** Of the whole: a run asks of many quantities at once. Two-sided. */
const SIGNIFICANT_P = 0.01;
/** Of a part, which has less evidence; one-sided 5 %. */
const GOES_ON_P = 0.1;
const CAME_BACK_SHARE = 0.75;
const SLOWED_SHARE = 0.5;
const FLAT_SHARE = 0.25;
export const FORESEEN_LENGTHS = 24;

export type LeakReason =
  | "noRise"
  | "ordinary"
  | "cameBack"
  | "flattened"
  | "doesNotMatter"
  | "unclear"
  | "slowing"
  | "tooFarAhead"
  | "goesOn";

export interface LeakQuestion {
  readonly growth: Growth;
  /** The level at which it matters. */
  readonly limit: number;
  /** Growth within the run that any process may show: less tells nothing. */
  readonly ordinaryGrowth: number;
  /** Level in the cool-down; null where there was none. */
  readonly afterwards: number | null;
  readonly plannedUptimeHours: number;
}

export interface LeakAnswer {
  readonly outcome: TrendOutcome;
  readonly because: LeakReason;
  /** From the end of the load to the limit at the whole's slope; null where it does not rise. */
  readonly hoursToLimit: number | null;
}

const outcomes: Readonly<Record<LeakReason, TrendOutcome>> = {
  noRise: "stable",
  ordinary: "stable",
  cameBack: "levelled",
  flattened: "levelled",
  doesNotMatter: "stable",
  unclear: "inconclusive",
  slowing: "inconclusive",
  tooFarAhead: "inconclusive",
  goesOn: "leak",
};

export function judgeGrowth(question: LeakQuestion): LeakAnswer {
  const hoursToLimit = hoursTo(question);
  const because = reasonOf(question, hoursToLimit);
  return { outcome: outcomes[because], because, hoursToLimit };
}

function reasonOf(question: LeakQuestion, hoursToLimit: number | null): LeakReason {
  const { growth, plannedUptimeHours } = question;
  if (hoursToLimit === null || !rises(growth)) return "noRise";
  if (growth.climb < question.ordinaryGrowth) return "ordinary";
  if (cameBack(question)) return "cameBack";
  if (cameToRest(question)) return "flattened";
  if (hoursToLimit > plannedUptimeHours) return "doesNotMatter";
  if (!goesOn(growth.secondHalf, question)) return "unclear";
  if (slowedDown(growth)) return "slowing";
  return hoursToLimit > growth.hours * FORESEEN_LENGTHS ? "tooFarAhead" : "goesOn";
}

/** What climbs early and then rests need not rise as a whole. */
function rises({ whole, firstHalf }: Growth): boolean {
  const early = firstHalf.perHour > 0 && firstHalf.pValue < SIGNIFICANT_P;
  return early || whole.pValue < SIGNIFICANT_P;
}

function cameToRest(question: LeakQuestion): boolean {
  const { growth } = question;
  const { secondHalf, lastThird } = growth;
  if (!goesOn(secondHalf, question)) return secondHalf.perHour <= SLOWED_SHARE * meanPace(growth);
  return slowedDown(growth) && !goesOn(lastThird, question);
}

function goesOn({ perHour, pValue }: Pace, { growth, ordinaryGrowth }: LeakQuestion): boolean {
  const isUp = perHour > 0 && pValue < GOES_ON_P;
  return isUp && perHour > FLAT_SHARE * meanPace(growth) && perHour * growth.hours >= ordinaryGrowth;
}

function slowedDown({ firstHalf, secondHalf }: Growth): boolean {
  return secondHalf.perHour <= SLOWED_SHARE * firstHalf.perHour;
}

/** Sen's slope of the whole hardly sees a climb that was over early. */
function meanPace({ from, to, hours }: Growth): number {
  return (to - from) / hours;
}

function hoursTo({ growth, limit }: LeakQuestion): number | null {
  const { whole, to } = growth;
  return whole.perHour > 0 ? Math.max(0, limit - to) / whole.perHour : null;
}

function cameBack({ growth, afterwards }: LeakQuestion): boolean {
  return afterwards !== null && afterwards <= growth.to - CAME_BACK_SHARE * (growth.to - growth.from);
}
