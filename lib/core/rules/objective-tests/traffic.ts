/**
 * The series that a service would show for some traffic, for an objective of either kind: counts of
 * good and bad events by step. Latency's bad events are those that the bucket of the limit lacks.
 */
import type { Objective } from "../../objective/objective.ts";
import type { Endpoint } from "../../system/system.ts";
import { serviceMetrics, sloMetrics, type TrafficKind } from "../names.ts";
import { counter, steady, type Stretch } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";

export interface Events {
  readonly steps: number;
  readonly good: number;
  readonly bad: number;
}

export interface Subject {
  readonly objective: Objective;
  readonly endpoint: Endpoint;
}

/** Many, so that any share of them is a whole number but for a millionth. */
const manyEvents = 1_000_000;

/** Steps of busy traffic of which the share `badShare` is bad. */
export function busy(steps: number, badShare: number): Events {
  const bad = Math.round(manyEvents * badShare);
  return { steps, good: manyEvents - bad, bad };
}

/** All series, those of bad events included. */
export function seriesOf(
  subject: Subject,
  events: readonly Events[],
  traffic: TrafficKind = "user",
): Series[] {
  return subject.objective.bad.kind === "errors"
    ? [requests(subject, "200", good(events), traffic), requests(subject, "500", bad(events), traffic)]
    : [duration(subject, "count", all(events), traffic), bucket(subject, good(events), traffic)];
}

/** What a service shows that never failed: no series of errors; for latency every request in its bucket. */
export function seriesWithoutBad(subject: Subject, events: readonly Events[]): Series[] {
  return subject.objective.bad.kind === "errors"
    ? [requests(subject, "200", good(events), "user")]
    : seriesOf(subject, events);
}

/** Requests each of which differs from the endpoint's in one label alone. */
export function requestsOfOthers(subject: Subject, steps: number, badShare: number): Series[] {
  const { endpoint } = subject;
  const others = [
    { ...endpoint, service: "other" },
    { ...endpoint, method: endpoint.method === "GET" ? "POST" : "GET" } as const,
    { ...endpoint, path: `${endpoint.path}/other` },
  ];
  return others.flatMap((other) => seriesOf({ ...subject, endpoint: other }, [busy(steps, badShare)]));
}

/** Such that all fail, and refusals of its own. */
export function seriesOfOthers(subject: Subject, steps: number): Series[] {
  const failing = requestsOfOthers(subject, steps, 1);
  const refused = requests(subject, "404", good([busy(steps, 0)]), "user");
  return subject.objective.bad.kind === "errors" ? [...failing, refused] : failing;
}

/** For latency: other buckets of its histogram; nothing for errors. */
export function otherBuckets(subject: Subject, events: readonly Events[]): Series[] {
  const { bad: limit } = subject.objective;
  if (limit.kind === "errors") return [];
  const inTime = events.map(({ steps, good }) => ({ steps, perStep: Math.floor(good / 2) }));
  return [
    bucketOf(subject, limit.limitSeconds / 2, inTime, "user"),
    bucketOf(subject, "+Inf", all(events), "user"),
  ];
}

/** For latency: a bucket that is ahead of the count, as a scrape between the two shows it. */
export function seriesAhead(subject: Subject, events: readonly Events[]): Series[] {
  const twice = events.map(({ steps, good }) => ({ steps, perStep: 2 * good }));
  return [duration(subject, "count", good(events), "user"), bucket(subject, twice, "user")];
}

/** What the rules of another objective record, in which everything fails. */
export function recordedOfOther(steps: number): Series[] {
  return [
    sloMetrics.total("5m"),
    sloMetrics.bad("5m"),
    sloMetrics.totalStep,
    sloMetrics.badStep,
    sloMetrics.errorRatioOfPeriod,
  ].map((metric) => ({ series: `${metric}{slo="other",traffic="user"}`, values: steady(1, steps) }));
}

/** For latency: a histogram that lacks the bucket of the limit. */
export function seriesWithoutBucket(subject: Subject, events: readonly Events[]): Series[] {
  return [duration(subject, "count", all(events), "user")];
}

const good = (events: readonly Events[]): Stretch[] =>
  events.map((part) => ({ steps: part.steps, perStep: part.good }));
const bad = (events: readonly Events[]): Stretch[] =>
  events.map((part) => ({ steps: part.steps, perStep: part.bad }));
const all = (events: readonly Events[]): Stretch[] =>
  events.map((part) => ({ steps: part.steps, perStep: part.good + part.bad }));

function requests({ endpoint }: Subject, status: string, stretches: Stretch[], traffic: TrafficKind): Series {
  const labels = `${common(endpoint, traffic)},status_code="${status}"`;
  return { series: `${serviceMetrics.requests}{${labels}}`, values: counter(stretches) };
}

function duration({ endpoint }: Subject, part: string, stretches: Stretch[], traffic: TrafficKind): Series {
  const series = `${serviceMetrics.duration}_${part}{${common(endpoint, traffic)}}`;
  return { series, values: counter(stretches) };
}

function bucket(subject: Subject, stretches: Stretch[], traffic: TrafficKind): Series {
  const { bad: limit } = subject.objective;
  return bucketOf(subject, limit.kind === "slowerThan" ? limit.limitSeconds : 0, stretches, traffic);
}

function bucketOf(
  { endpoint }: Subject,
  le: number | "+Inf",
  stretches: Stretch[],
  traffic: TrafficKind,
): Series {
  const labels = `${common(endpoint, traffic)},le="${le}"`;
  return { series: `${serviceMetrics.duration}_bucket{${labels}}`, values: counter(stretches) };
}

function common({ service, method, path }: Endpoint, traffic: TrafficKind): string {
  return `service="${service}",method="${method}",endpoint="${path}",traffic="${traffic}"`;
}
