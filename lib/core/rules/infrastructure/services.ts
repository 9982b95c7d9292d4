/** The services themselves: their event loops, their pools, and how near they are to what they were measured to bear. */
import { counter, line, steady } from "../promtool/series-values.ts";
import { serviceMetrics } from "../names.ts";
import type { Example, InfrastructureAlert } from "./infrastructure-alert.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "services";

/** Recorded from the settings, for services whose capacity was measured. */
export const capacityMetric = "capacity:max_requests_per_second";
/** Exists in tests alone, so that it meets no capacity that was measured. */
const tested = "tested";

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
    expr: `sum by (service) (rate(${serviceMetrics.requests}[5m])) / on (service) ${capacityMetric}`,
    soft: { above: 0.7, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.9, forSeconds: 600, severity: "page" },
    series: (value, steps) => [
      {
        series: `${serviceMetrics.requests}{service="${tested}",status_code="200"}`,
        values: counter([{ steps, perStep: Math.round(value * 60_000) }]),
      },
      { series: `${capacityMetric}{service="${tested}"}`, values: steady(1000, steps) },
    ],
  },
];

const stepSeconds = 6 * 3600;
const weekSteps = 28;

export const serviceAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "CapacityReachedWithinAWeek",
    component,
    level: "soft",
    severity: "ticket",
    expr: "saturation:capacity:ratio > 0.5\nand predict_linear(saturation:capacity:ratio[7d], 604800) > 1",
    forSeconds: 3600,
    summary:
      "{{ $labels.service }}: traffic reaches the measured capacity within a week at the pace of the last one",
    description: "Plan more instances; measure the capacity anew if it changed (tidemark run breakpoint).",
    fires: growing("1.05 in a week", 0.55, 1.05),
    nearMisses: [growing("0.97 in a week", 0.55, 0.97), growing("steep growth from little", 0.48, 1.2)],
  },
];

/** A straight line to `now` at the look, and to `later` a week after it.. */
function growing(text: string, now: number, later: number): Example {
  const perStep = (later - now) / weekSteps;
  const series = `saturation:capacity:ratio{service="${tested}"}`;
  return {
    with: text,
    series: [{ series, values: line(now - perStep * weekSteps, perStep, weekSteps) }],
    stepSeconds,
    atStep: weekSteps,
  };
}
