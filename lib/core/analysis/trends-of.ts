/**
 * Which quantities grew during a soak, and is it a leak? Memory, event-loop lag and connections of
 * every process, and the p95 of every endpoint at constant rate. What a source never told has no
 * trend; what it told too little of is inconclusive. Where two sources tell the same of a subject,
 * the operating system's word counts before the service's own.
 */
import { type ResourceQuantity, type ResourceSample, resourceSources } from "../record/resource.ts";
import type { TrendResult } from "../record/trend.ts";
import { growthOf } from "./growth.ts";
import { judgeGrowth } from "./leak.ts";
import { limitFor, ordinaryGrowth, quantities, type Quantity } from "./quantity.ts";
import { median } from "./sen-slope.ts";
import type { TrendInput } from "./trend-input.ts";
import { tooLittleText, trendText } from "./trend-text.ts";
import { FEWEST_WINDOWS, type Point, windowed } from "./windows.ts";

const resourceQuantities: readonly ResourceQuantity[] = [
  "residentBytes",
  "eventLoopLagSeconds",
  "connections",
];

/** A subject that was seen for less of the judged part has ended, or was started anew. */
const SEEN_SHARE = 0.8;
const FEWEST_AFTERWARDS = 3;

interface Course {
  readonly subject: string;
  readonly quantity: Quantity;
  readonly points: readonly Point[];
}

export function trendsOf(input: TrendInput): TrendResult[] {
  return coursesOf(input).map((course) => trendOf(course, input));
}

function coursesOf({ samples, latencies }: TrendInput): readonly Course[] {
  const subjects = [...new Set(samples.map(({ subject }) => subject))];
  const ofResources = subjects.flatMap((subject) =>
    resourceQuantities.map((quantity) => ({ subject, quantity, points: told(samples, subject, quantity) })),
  );
  const ofLatencies = latencies.map(({ endpoint, points }) => ({
    subject: endpoint,
    quantity: "latencyP95Seconds" as const,
    points: points.map(({ atMs, p95Seconds }) => ({ atMs, value: p95Seconds })),
  }));
  return [...ofResources, ...ofLatencies].filter(({ points }) => points.length > 0);
}

function told(samples: readonly ResourceSample[], subject: string, quantity: ResourceQuantity): Point[] {
  const own = samples.filter((sample) => sample.subject === subject && sample[quantity] !== null);
  const source = resourceSources.find((candidate) => own.some((sample) => sample.source === candidate));
  return own.flatMap((sample) => {
    const value = sample[quantity];
    return value === null || sample.source !== source ? [] : [{ atMs: sample.atMs, value }];
  });
}

function trendOf({ subject, quantity, points }: Course, input: TrendInput): TrendResult {
  const { warmupEndMs, endMs, plannedUptimeHours } = input;
  const judged = points.filter(({ atMs }) => atMs >= warmupEndMs && atMs <= endMs);
  const samples = judged.length;
  const windows = windowed(judged, warmupEndMs, endMs, quantities[quantity].summary);
  const growth = windows === null ? null : growthOf(windows);
  const tooLittle = whyTooLittle(judged, input);
  if (growth === null || tooLittle !== null) {
    const why = tooLittle ?? "they are too far apart";
    return undecided(subject, quantity, samples, tooLittleText({ subject, quantity, samples }, why));
  }
  const given = input.limits.find((limit) => limit.subject === subject && limit.quantity === quantity);
  const limit = given?.limit ?? limitFor(quantity, growth.from);
  const ordinary = ordinaryGrowth(quantity, growth.from, growth.hours);
  const afterwards = quantities[quantity].held ? levelAfter(points, endMs) : null;
  const answer = judgeGrowth({ growth, limit, ordinaryGrowth: ordinary, afterwards, plannedUptimeHours });
  const limitIsOurs = given === undefined;
  const grows = answer.because !== "noRise" && answer.because !== "ordinary" && answer.outcome !== "levelled";
  return {
    subject,
    quantity,
    outcome: answer.outcome,
    samples,
    slopePerHour: growth.whole.perHour,
    pValue: growth.whole.pValue,
    hoursToLimit: grows && !limitIsOurs ? answer.hoursToLimit : null,
    text: trendText({
      subject,
      quantity,
      samples,
      growth,
      limit,
      limitIsOurs,
      ordinary,
      plannedUptimeHours,
      ...answer,
    }),
  };
}

/** Of the cool-down; null without one. A last look at the end of a run is none. */
function levelAfter(points: readonly Point[], endMs: number): number | null {
  const values = points.filter(({ atMs }) => atMs > endMs).map(({ value }) => value);
  return values.length < FEWEST_AFTERWARDS ? null : median(values);
}

function whyTooLittle(judged: readonly Point[], { warmupEndMs, endMs }: TrendInput): string | null {
  if (judged.length < FEWEST_WINDOWS) return `it takes ${FEWEST_WINDOWS}`;
  const times = judged.map(({ atMs }) => atMs);
  const seen = (Math.max(...times) - Math.min(...times)) / (endMs - warmupEndMs);
  return seen < SEEN_SHARE ? "it was not seen for the whole of the judged part" : null;
}

function undecided(subject: string, quantity: Quantity, samples: number, text: string): TrendResult {
  return {
    subject,
    quantity,
    outcome: "inconclusive",
    samples,
    slopePerHour: null,
    pValue: null,
    hoursToLimit: null,
    text,
  };
}
