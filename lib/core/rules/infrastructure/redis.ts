/** Redis, through redis_exporter. Here it is a cache: a full one evicts, which is only bad in masses. */
import { counter, steady } from "../promtool/series-values.ts";
import { minuteSeconds, type Example, type InfrastructureAlert } from "./infrastructure-alert.ts";
import { burst } from "./ranges.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import type { RecordedExample, SaturationPoint } from "./saturation-point.ts";

const component = "redis";
const instance = 'instance="redis:9121"';
const rejectedMinutes = 5;

export const redisPoints: readonly SaturationPoint[] = [
  {
    id: "redis_memory",
    alert: "RedisMemoryHigh",
    component,
    title: "memory of Redis in use",
    description:
      "When it is full, a cache evicts and everything else refuses writes. See what grows; raise maxmemory.",
    unit: "ratio",
    // Without a maximum the exporter says 0: then there is no share of it.
    expr: "redis_memory_used_bytes / (redis_memory_max_bytes > 0)",
    soft: { above: 0.85, forSeconds: 900, severity: "ticket" },
    hard: { above: 0.98, forSeconds: 900, severity: "ticket" },
    series: (value, steps) => [
      { series: `redis_memory_used_bytes{${instance}}`, values: steady(value * 1_000_000, steps) },
      { series: `redis_memory_max_bytes{${instance}}`, values: steady(1_000_000, steps) },
    ],
    records: [memory("no maximum", 0, null), memory("a maximum of one byte", 1, 1)],
  },
  {
    id: "redis_evictions",
    alert: "RedisEvictions",
    component,
    title: "keys that Redis evicts in five minutes",
    description:
      "The cache is too small for what is asked of it; hits become misses. Raise maxmemory or shorten lifetimes.",
    unit: "count",
    expr: "round(increase(redis_evicted_keys_total[5m]))",
    soft: { above: 1000, forSeconds: 900, severity: "ticket" },
    hard: { above: 100_000, forSeconds: 900, severity: "ticket" },
    series: (value, steps) => [
      {
        series: `redis_evicted_keys_total{${instance}}`,
        values: counter([{ steps, perStep: Math.round(value / 5) }]),
      },
    ],
  },
];

function memory(text: string, most: number, value: number | null): RecordedExample {
  const series = [
    { series: `redis_memory_used_bytes{${instance}}`, values: "1" },
    { series: `redis_memory_max_bytes{${instance}}`, values: `${most}` },
  ];
  return { with: text, series, atStep: 0, value };
}

export const redisAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "RedisRejectsConnections",
    component,
    level: "event",
    severity: "page",
    expr: `increase(redis_rejected_connections_total[${rejectedMinutes}m]) > 0`,
    forSeconds: 0,
    summary: "Redis turned connections away",
    description: "It has as many clients as it may have (maxclients). See who holds them.",
    fires: [rejected("a connection rejected minutes ago", 1, justInside(rejectedMinutes))],
    nearMisses: [
      rejected("none", 0, 0),
      rejected("a connection rejected earlier", 1, justOutside(rejectedMinutes)),
    ],
  },
];

function rejected(text: string, count: number, minutesAgo: number): Example {
  const atStep = 2 * rejectedMinutes;
  const series = `redis_rejected_connections_total{${instance}}`;
  const values = burst(minutesAgo, count, 0, atStep);
  return { with: text, series: [{ series, values }], stepSeconds: minuteSeconds, atStep };
}
