/**
 * How an objective's events are counted in production, as PromQL over the services' metrics
 * (docs/metrics.md): availability from the counter, latency from the histogram. User and synthetic
 * traffic stay apart in one expression. Nothing is NaN, nothing is made up: where a service tells
 * nothing the result is absent, and where it tells of no failure it is 0.
 */
import type { Objective } from "../objective/objective.ts";
import type { Endpoint } from "../system/system.ts";
import { notSynthetic, serviceMetrics } from "./names.ts";

export interface Indicator {
  /** Events per second, by `traffic`. */
  readonly total: (window: string) => string;
  readonly bad: (window: string) => string;
}

export function indicatorOf(objective: Objective, endpoint: Endpoint): Indicator {
  const { bad } = objective;
  return bad.kind === "errors" ? ofErrors(endpoint) : ofLatency(endpoint, bad.limitSeconds);
}

/** The counters themselves, of users' traffic: for what counts events itself instead of asking for a rate. */
export interface RawCounters {
  readonly metric: string;
  readonly all: string;
  /** Those of `all` that are bad, or those that are good. */
  readonly part: string;
  readonly partIs: "bad" | "good";
}

/** @param matchers of labels, beside its own: `env="staging"` */
export function rawCountersOf(
  { bad }: Objective,
  endpoint: Endpoint,
  matchers: readonly string[] = [],
): RawCounters {
  const users = [...endpointMatchers(endpoint), notSynthetic, ...matchers];
  const of = (metric: string, ...more: string[]) => `${metric}{${[...users, ...more].join(",")}}`;
  const { requests, duration } = serviceMetrics;
  if (bad.kind === "errors") {
    return { metric: requests, all: of(requests), part: of(requests, failed), partIs: "bad" };
  }
  const inTime = of(`${duration}_bucket`, bucketMatcher(bad.limitSeconds));
  return { metric: duration, all: of(`${duration}_count`), part: inTime, partIs: "good" };
}

const failed = 'status_code=~"5.."';

function ofErrors(endpoint: Endpoint): Indicator {
  const rate = rates(serviceMetrics.requests, endpoint);
  return {
    total: (window) => rate(window),
    // `or 0 * total`: no failed request yet means no series of failures, which is 0 and not unknown.
    bad: (window) => `${rate(window, failed)} or 0 * ${rate(window)}`,
  };
}

function ofLatency(endpoint: Endpoint, limitSeconds: number): Indicator {
  const all = rates(`${serviceMetrics.duration}_count`, endpoint);
  const inTime = rates(`${serviceMetrics.duration}_bucket`, endpoint);
  return {
    total: (window) => all(window),
    // Without its bucket it is absent, which SloMetricAbsent tells. The clamp takes rounding below 0 away.
    bad: (window) => `clamp_min(${all(window)} - ${inTime(window, bucketMatcher(limitSeconds))}, 0)`,
  };
}

/** Prometheus 3 writes the bound 1 as "1.0", version 2 as the service does. */
function bucketMatcher(limitSeconds: number): string {
  const bound = String(limitSeconds).replace(".", "\\\\.");
  return `le=~"${Number.isInteger(limitSeconds) ? `${bound}(\\\\.0)?` : bound}"`;
}

function rates(metric: string, endpoint: Endpoint): (window: string, ...more: string[]) => string {
  return (window, ...more) => {
    const matchers = [...endpointMatchers(endpoint), ...more].join(",");
    return `sum by (traffic) (rate(${metric}{${matchers}}[${window}]))`;
  };
}

/** `endpoint` is the route template; only with the method it names an endpoint. */
function endpointMatchers({ service, method, path }: Endpoint): readonly string[] {
  return [`service="${service}"`, `method="${method}"`, `endpoint="${path}"`];
}
