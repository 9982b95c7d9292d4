/** Containers, through cAdvisor (monitoring/catalogue/cadvisor.yaml names what it exports). */
import { counter, steady } from "../promtool/series-values.ts";
import { minutes, type InfrastructureAlert } from "./infrastructure-alert.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "containers";
const named = 'name!=""';
const container = 'instance="cadvisor:8080",name="tidemark-api_service-1"';
const million = 1_000_000;

export const containerPoints: readonly SaturationPoint[] = [
  {
    id: "container_throttling",
    alert: "ContainerThrottled",
    component,
    title: "scheduling periods in which a container was throttled",
    description: "It wants more CPU than its limit. Latency suffers first: raise the limit or add instances.",
    unit: "ratio",
    expr:
      `rate(container_cpu_cfs_throttled_periods_total{${named}}[5m]) / ` +
      `(rate(container_cpu_cfs_periods_total{${named}}[5m]) > 0)`,
    soft: { above: 0.25, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.6, forSeconds: 900, severity: "ticket" },
    series: (value, steps) => [
      {
        series: `container_cpu_cfs_throttled_periods_total{${container}}`,
        values: counter([{ steps, perStep: Math.round(value * million) }]),
      },
      {
        series: `container_cpu_cfs_periods_total{${container}}`,
        values: counter([{ steps, perStep: million }]),
      },
    ],
  },
  {
    id: "container_memory",
    alert: "ContainerMemoryHigh",
    component,
    title: "memory of a container against its limit",
    description:
      "At the limit the kernel ends it. See whether it leaks (tidemark run soak); raise the limit.",
    unit: "ratio",
    // Without a limit cAdvisor says 0: then there is no share of it.
    expr: `container_memory_working_set_bytes{${named}} / (container_spec_memory_limit_bytes{${named}} > 0)`,
    soft: { above: 0.8, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.92, forSeconds: 300, severity: "page" },
    series: (value, steps) => [
      { series: `container_memory_working_set_bytes{${container}}`, values: steady(value * million, steps) },
      { series: `container_spec_memory_limit_bytes{${container}}`, values: steady(million, steps) },
    ],
  },
];

export const containerAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "ContainerRestarts",
    component,
    level: "event",
    severity: "page",
    expr: `changes(container_start_time_seconds{${named}}[15m]) > 2`,
    forSeconds: 0,
    summary: "{{ $labels.name }}: restarts again and again",
    description: "Its last log lines say why; `docker inspect` whether its memory was too little.",
    fires: restarts("three restarts in a quarter of an hour", [100, 200, 300, 400]),
    nearMisses: [restarts("two restarts", [100, 200, 300, 300])],
  },
];

function restarts(text: string, starts: readonly number[]) {
  return minutes(0, text, () => [
    {
      series: `container_start_time_seconds{${container}}`,
      values: starts.join(" "),
    },
  ]);
}
