/** Why no rules can be made from a team's objectives, and how it is said: file, objective, rule, received, remedy. */
import { Failure } from "../../record/failure.ts";

export type RulesProblemCode =
  "noBudget" | "period" | "bucket" | "window" | "sameSeries" | "capacity" | "exclusion";

export interface RulesProblem {
  readonly code: RulesProblemCode;
  /** The objective's id; empty where the problem is nobody's in particular. */
  readonly objective: string;
  readonly field: string;
  readonly text: string;
}

/** All problems together; `code` is `rules`, the single ones are in `problems`. */
export class RulesError extends Failure {
  readonly problems: readonly RulesProblem[];

  constructor(problems: readonly RulesProblem[]) {
    super("usage", "rules", problems.map(({ text }) => text).join("\n"));
    this.problems = problems;
  }
}

export const wording = {
  noBudget: (file: string, id: string, goal: number) =>
    `${file}: objective ${id}: goal must be below 1 to have an error budget, got ${goal} (number); ` +
    `write 0.9999, or keep it in a scenario of its own, where nothing may fail`,
  period: (file: string, id: string, days: number, allowed: readonly number[]) =>
    `${file}: objective ${id}: periodDays must be ${allowed.join(" or ")} to be watched in production, got ${days} (number); ` +
    `28 has as many of each weekday, 30 is usual`,
  bucket: (file: string, id: string, limit: number, service: string, buckets: readonly number[]) =>
    `${file}: objective ${id}: bad.limitSeconds must be a bucket of ${service}'s histogram, got ${limit} (number); ` +
    `its buckets are ${buckets.join(", ")}: take one of them, or add ${limit} to the service and to durationBucketsSeconds in system/`,
  window: (file: string, window: string, scrapeSeconds: number, least: number) =>
    `${file}: scrape_interval must leave at least ${least} scrapes in the shortest alert window of ${window}, ` +
    `got ${scrapeSeconds} s; scrape more often`,
  sameSeries: (file: string, id: string, endpoint: string, other: string) =>
    `${file}: objective ${id}: endpoint must have method and path of its own, got ${endpoint}, which counts into the same series as ${other}; ` +
    `give one of them another path`,
  capacity: (file: string, service: string, known: readonly string[]) =>
    `${file}: capacities: service must be one of the system, got "${service}" (string); known: ${known.join(", ")}`,
  exclusion: (file: string, exclusion: string, known: readonly string[]) =>
    `${file}: excluded: exclusion must be one of an SLA's, got "${exclusion}" (string); ` +
    (known.length === 0 ? "no objective has an SLA with exclusions" : `known: ${known.join(", ")}`),
  excludedService: (file: string, service: string, known: readonly string[]) =>
    `${file}: excluded: services must be of the system, got "${service}" (string); known: ${known.join(", ")}`,
  unreachable: (id: string, factor: number, budget: number, long: string) =>
    `objective ${id}: no alert over ${long}: its burn factor times the budget must be below 1, got ${factor} x ${budget} = ` +
    `${Number((factor * budget).toPrecision(12))}, which no share of bad events exceeds; a goal nearer to 1 has it`,
  sparse: (id: string, long: string, events: number, trips: number, least: number) =>
    `objective ${id}: at the expected traffic ${long} hold ${events} requests, of which ${trips} ${trips === 1 ? "failure trips" : "failures trip"} the threshold; ` +
    `the guard of ${least} decides instead: an outage is told later. A probe that asks regularly would help`,
} as const;
