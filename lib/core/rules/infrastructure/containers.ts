/** Containers, through cAdvisor (monitoring/catalogue/cadvisor.yaml names what it exports). */
import { counter, steady } from "../promtool/series-values.ts";
import type { Series } from "../promtool/test-file.ts";
import { minuteSeconds, type Example, type InfrastructureAlert } from "./infrastructure-alert.ts";
import { burst } from "./ranges.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import type { RecordedExample, SaturationPoint } from "./saturation-point.ts";

const component = "containers";
const named = 'name!=""';
const container = 'instance="cadvisor:8080",name="tidemark-api_service-1"';
const nameless = 'instance="cadvisor:8080",name=""';
const million = 1_000_000;
const throttlingMinutes = 5;
const restartMinutes = 15;

export const containerPoints: readonly SaturationPoint[] = [
  {
    id: "container_throttling",
    alert: "ContainerThrottled",
    component,
    title: "scheduling periods in which a container was throttled",
    description: "It wants more CPU than its limit. Latency suffers first: raise the limit or add instances.",
    unit: "ratio",
    expr:
      `rate(container_cpu_cfs_throttled_periods_total{${named}}[${throttlingMinutes}m]) / ` +
      `(rate(container_cpu_cfs_periods_total{${named}}[${throttlingMinutes}m]) > 0)`,
    soft: { above: 0.25, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.6, forSeconds: 900, severity: "ticket" },
    series: (value, steps) =>
      periods(
        counter([{ steps, perStep: Math.round(value * million) }]),
        counter([{ steps, perStep: million }]),
      ),
    records: [
      throttled("a burst that is throttled, minutes ago", justInside(throttlingMinutes), 0.5),
      throttled("an earlier burst", justOutside(throttlingMinutes), 0.25),
      {
        with: "half of 30 periods a minute",
        series: periods(counter([{ steps: 6, perStep: 15 }]), counter([{ steps: 6, perStep: 30 }])),
        atStep: 6,
        value: 0.5,
      },
      { with: "no periods", series: periods(steady(0, 6), steady(0, 6)), atStep: 6, value: null },
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
    records: [limited("no limit", 0, null), limited("a limit of one byte", 1, 1)],
  },
];

export const containerAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "ContainerRestarts",
    component,
    level: "event",
    severity: "page",
    expr: `changes(container_start_time_seconds{${named}}[${restartMinutes}m]) > 2`,
    forSeconds: 0,
    summary: "{{ $labels.name }}: restarts again and again",
    description: "Its last log lines say why; `docker inspect` whether its memory was too little.",
    fires: [
      restarts("three restarts in a quarter of an hour", container, [justInside(restartMinutes), 5, 0]),
    ],
    nearMisses: [
      restarts("two restarts", container, [5, 0]),
      restarts("a third restart that is longer ago", container, [justOutside(restartMinutes), 5, 0]),
      restarts("three restarts of what has no name", nameless, [justInside(restartMinutes), 5, 0]),
    ],
  },
];

function restarts(text: string, of: string, minutesAgo: readonly number[]): Example {
  const atStep = 2 * restartMinutes;
  const startedAt = (step: number) => minutesAgo.filter((ago) => atStep - ago <= step).length;
  const values = Array.from({ length: atStep + 1 }, (_, step) => startedAt(step)).join(" ");
  const series = `container_start_time_seconds{${of}}`;
  return { with: text, series: [{ series, values }], stepSeconds: minuteSeconds, atStep };
}

/** Of what is normal a quarter is throttled, and in the burst half of it. */
function throttled(text: string, minutesAgo: number, value: number): RecordedExample {
  const atStep = 3 * throttlingMinutes;
  const values = (size: number, perStep: number) => burst(minutesAgo, size * million, perStep, atStep);
  return { with: text, series: periods(values(500, 250), values(1000, 1000)), atStep, value };
}

function periods(throttledPeriods: string, allPeriods: string): readonly Series[] {
  return [
    { series: `container_cpu_cfs_throttled_periods_total{${container}}`, values: throttledPeriods },
    { series: `container_cpu_cfs_periods_total{${container}}`, values: allPeriods },
  ];
}

function limited(text: string, limit: number, value: number | null): RecordedExample {
  const series = [
    { series: `container_memory_working_set_bytes{${container}}`, values: "1" },
    { series: `container_spec_memory_limit_bytes{${container}}`, values: `${limit}` },
  ];
  return { with: text, series, atStep: 0, value };
}
