/** The wording of trends: a sentence for a person with the figures that decided. */
import { counted, span } from "../record/units.ts";
import type { Growth } from "./growth.ts";
import { FORESEEN_LENGTHS, type LeakReason } from "./leak.ts";
import { quantities, type Quantity } from "./quantity.ts";

export interface TrendFacts {
  readonly subject: string;
  readonly quantity: Quantity;
  readonly samples: number;
  readonly growth: Growth;
  readonly because: LeakReason;
  readonly limit: number;
  /** Nobody gave one. */
  readonly limitIsOurs: boolean;
  readonly ordinary: number;
  readonly hoursToLimit: number | null;
  readonly plannedUptimeHours: number;
}

export function trendText(facts: TrendFacts): string {
  return `${named(facts)}: ${conclusions[facts.because](facts)} ${figures(facts)}`;
}

export function tooLittleText(
  { subject, quantity, samples }: Pick<TrendFacts, "subject" | "quantity" | "samples">,
  why: string,
): string {
  return `${named({ subject, quantity })}: undecided. ${counted(samples, "sample")}: ${why}.`;
}

function named({ subject, quantity }: Pick<TrendFacts, "subject" | "quantity">): string {
  return `${subject}, ${quantities[quantity].called}`;
}

const conclusions: Readonly<Record<LeakReason, (facts: TrendFacts) => string>> = {
  noRise: () => "stable.",
  ordinary: ({ quantity, ordinary, growth }) =>
    `stable: it climbed by less than ${quantities[quantity].shown(ordinary)}, which is ordinary within ` +
    `${span(growth.hours * 3600)}.`,
  cameBack: () => "grew, and came back when the load had ended.",
  flattened: () => "climbed, then levelled off.",
  doesNotMatter: (facts) => `grows too slowly to matter: ${limitReached(facts)}.`,
  goesOn: (facts) => `leaks: it went on growing, and ${limitReached(facts)}.`,
  slowing: () => "undecided. It slowed down and had not come to rest: a longer soak tells whether it does.",
  unclear: () => "undecided. It grew, and whether it goes on cannot be told: a longer soak can.",
  tooFarAhead: (facts) =>
    `undecided. It went on growing, and ${limitReached(facts)}, which is more than the ` +
    `${span(facts.growth.hours * FORESEEN_LENGTHS * 3600)} that so short a run can foresee.`,
};

function limitReached({
  quantity,
  limit,
  limitIsOurs,
  hoursToLimit,
  plannedUptimeHours,
}: TrendFacts): string {
  const shown = quantities[quantity].shown(limit);
  const reached = limitIsOurs ? `comes to ${shown}` : `reaches its limit of ${shown}`;
  const within = hoursToLimit === null ? "never" : `in ${span(hoursToLimit * 3600)}`;
  return `at this pace ${reached} ${within}, where it is meant to stay up for ${span(plannedUptimeHours * 3600)}`;
}

function figures({ quantity, growth, samples }: TrendFacts): string {
  const { shown } = quantities[quantity];
  const direction = growth.whole.perHour < 0 ? "-" : "";
  return (
    `From ${shown(growth.from)} to ${shown(growth.to)} within ${span(growth.hours * 3600)}, ` +
    `${direction}${shown(Math.abs(growth.whole.perHour))} an hour (Sen's slope of ${counted(samples, "sample")}; ` +
    `Mann-Kendall p = ${Number(growth.whole.pValue.toPrecision(2))}).`
  );
}
