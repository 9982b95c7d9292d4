/** Redis, through redis_exporter. Here it is a cache: a full one evicts, which is only bad in masses. */
import { counter, steady } from "../promtool/series-values.ts";
import { minutes, type InfrastructureAlert } from "./infrastructure-alert.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "redis";
const instance = 'instance="redis:9121"';

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

export const redisAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "RedisRejectsConnections",
    component,
    level: "event",
    severity: "page",
    expr: "increase(redis_rejected_connections_total[5m]) > 0",
    forSeconds: 0,
    summary: "Redis turned connections away",
    description: "It has as many clients as it may have (maxclients). See who holds them.",
    fires: rejected("a rejected connection", 1),
    nearMisses: [rejected("none", 0)],
  },
];

function rejected(text: string, count: number) {
  return minutes(0, text, (steps) => [
    {
      series: `redis_rejected_connections_total{${instance}}`,
      values: counter([
        { steps: steps - 1, perStep: 0 },
        { steps: 1, perStep: count },
      ]),
    },
  ]);
}
