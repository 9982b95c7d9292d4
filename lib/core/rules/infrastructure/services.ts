/** The services themselves: their event loops, their pools, and how near they are to what they were measured to bear. */
import { counter, line, steady } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";
import { serviceMetrics } from "../names.ts";
import type { Example, InfrastructureAlert } from "./infrastructure-alert.ts";
import { burst, crosses, growsAfterDrop, growsToExactly } from "./ranges.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import type { RecordedExample, SaturationPoint } from "./saturation-point.ts";

const component = "services";

/** Recorded from the settings, for services whose capacity was measured. */
export const capacityMetric = "capacity:max_requests_per_second";
/** Exists in tests alone, so that it meets no capacity that was measured. */
const tested = "tested";
const trafficMinutes = 5;

export const servicePoints: readonly SaturationPoint[] = [
  {
    id: "event_loop_lag",
    alert: "EventLoopLag",
    component,
    title: "99th percentile of the event loop's lag in seconds",
    description: "Something computes for long, and every request waits for it. Take a CPU profile.",
    unit: "seconds",
    expr: "nodejs_eventloop_lag_p99_seconds",
    soft: { above: 0.1, forSeconds: 600, severity: "ticket" },
    hard: { above: 0.5, forSeconds: 300, severity: "page" },
    series: (value, steps) => [
      { series: 'nodejs_eventloop_lag_p99_seconds{service="api"}', values: steady(value, steps) },
    ],
  },
  {
    id: "pool_waiting",
    alert: "PoolWaiting",
    component,
    title: "callers that wait for a connection of a service's pool",
    description:
      "Every connection is in use. Look for slow queries; enlarge the pool if the store can bear it.",
    unit: "count",
    expr: 'sum by (service, database_type) (database_pool_connections{state="waiting"})',
    soft: { above: 0, forSeconds: 300, severity: "ticket" },
    hard: { above: 10, forSeconds: 120, severity: "page" },
    series: (value, steps) => [
      {
        series: 'database_pool_connections{service="postgres",database_type="postgresql",state="waiting"}',
        values: steady(value, steps),
      },
      {
        series: 'database_pool_connections{service="postgres",database_type="postgresql",state="idle"}',
        values: steady(99, steps),
      },
    ],
  },
  {
    id: "capacity",
    alert: "CapacityHigh",
    component,
    title: "traffic against the measured capacity",
    description:
      "Little is left for a peak or for the loss of an instance. Add instances, or find what limits.",
    unit: "ratio",
    expr: `sum by (service) (rate(${serviceMetrics.requests}[${trafficMinutes}m])) / on (service) ${capacityMetric}`,
    soft: { above: 0.7, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.9, forSeconds: 600, severity: "page" },
    series: (value, steps) => [
      traffic(counter([{ steps, perStep: Math.round(value * 60_000) }])),
      { series: `${capacityMetric}{service="${tested}"}`, values: steady(1000, steps) },
    ],
    records: [
      peak("a peak minutes ago", justInside(trafficMinutes), 1),
      peak("an earlier peak", justOutside(trafficMinutes), 0),
    ],
  },
];

function traffic(values: string): Series {
  return { series: `${serviceMetrics.requests}{service="${tested}",status_code="200"}`, values };
}

/** Ten times the capacity. */
function peak(text: string, minutesAgo: number, value: number): RecordedExample {
  const atStep = 3 * trafficMinutes;
  const series = [
    traffic(burst(minutesAgo, 3_000_000, 0, atStep)),
    { series: `${capacityMetric}{service="${tested}"}`, values: steady(1000, atStep) },
  ];
  return { with: text, series, atStep, value };
}

const stepSeconds = 6 * 3600;
const weekSeconds = 7 * 86_400;
const weekSteps = weekSeconds / stepSeconds;
const forecastFrom = 0.5;
const forecastForSeconds = 3600;
/** Steps of five minutes tell an hour's wait from one that is an eighth longer. */
const soon = { stepSeconds: 300, forSeconds: forecastForSeconds, series: recordedRatio };

export const serviceAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "CapacityReachedWithinAWeek",
    component,
    level: "soft",
    severity: "ticket",
    expr:
      `saturation:capacity:ratio > ${forecastFrom}\n` +
      `and predict_linear(saturation:capacity:ratio[7d], ${weekSeconds}) > 1`,
    forSeconds: forecastForSeconds,
    summary:
      "{{ $labels.service }}: traffic reaches the measured capacity within a week at the pace of the last one",
    description: "Plan more instances; measure the capacity anew if it changed (tidemark run breakpoint).",
    fires: [
      growing("1.05 in a week", 0.55, 1.05),
      crosses(forecastFrom, {
        ...soon,
        with: "more than half of it for an hour, and 1.05 in a week",
        perStep: (0.55 * soon.stepSeconds) / weekSeconds,
      }),
      growsAfterDrop({
        ...soon,
        with: "1.12 in a week by what came after a fall a week ago",
        stepSeconds: 3 * 3600,
        rangeSeconds: weekSeconds,
        before: 1.5,
        now: 0.62,
        perStep: 0.009,
      }),
    ],
    nearMisses: [
      growsToExactly(forecastFrom, { ...soon, with: "exactly half after steep growth", perStep: 0.005 }),
      { with: "exactly all of it, now and in a week", ...steadily(1) },
      growing("0.97 in a week", 0.55, 0.97),
      growing("steep growth from little", 0.48, 1.2),
    ],
  },
];

/** A straight line to `now` at the look, and to `later` a week after it. */
function growing(text: string, now: number, later: number): Example {
  const perStep = (later - now) / weekSteps;
  const values = line(now - perStep * weekSteps, perStep, weekSteps);
  return { with: text, series: recordedRatio(values), stepSeconds, atStep: weekSteps };
}

function steadily(ratio: number): Omit<Example, "with"> {
  return { series: recordedRatio(steady(ratio, weekSteps)), stepSeconds, atStep: weekSteps };
}

function recordedRatio(values: string): readonly Series[] {
  return [{ series: `saturation:capacity:ratio{service="${tested}"}`, values }];
}
