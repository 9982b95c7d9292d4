/** PostgreSQL, through postgres_exporter. */
import { steady } from "../promtool/series-values.ts";
import { minuteSeconds, type Example, type InfrastructureAlert } from "./infrastructure-alert.ts";
import { burst } from "./ranges.ts";
import { justInside, justOutside } from "../promtool/range-edges.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "postgres";
const server = 'server="postgres:5432"';
const deadlockMinutes = 15;

export const postgresPoints: readonly SaturationPoint[] = [
  {
    id: "postgres_connections",
    alert: "PostgresConnectionsHigh",
    component,
    title: "connections of PostgreSQL in use",
    description: "Beyond its maximum it refuses connections. See who holds them; lower the services' pools.",
    unit: "ratio",
    expr:
      "sum by (server) (pg_stat_activity_count) / on (server) " +
      "(pg_settings_max_connections - pg_settings_superuser_reserved_connections)",
    soft: { above: 0.7, forSeconds: 600, severity: "ticket" },
    hard: { above: 0.85, forSeconds: 120, severity: "page" },
    series: (value, steps) => [
      {
        series: `pg_stat_activity_count{${server},datname="a",state="active"}`,
        values: steady(value * 600, steps),
      },
      {
        series: `pg_stat_activity_count{${server},datname="b",state="idle"}`,
        values: steady(value * 400, steps),
      },
      { series: `pg_settings_max_connections{${server}}`, values: steady(1003, steps) },
      { series: `pg_settings_superuser_reserved_connections{${server}}`, values: steady(3, steps) },
    ],
    records: [
      {
        with: "60 connections where 40 of 100 are reserved",
        series: [
          { series: `pg_stat_activity_count{${server},datname="a",state="active"}`, values: "60" },
          { series: `pg_settings_max_connections{${server}}`, values: "100" },
          { series: `pg_settings_superuser_reserved_connections{${server}}`, values: "40" },
        ],
        atStep: 0,
        value: 1,
      },
    ],
  },
  {
    id: "postgres_longest_transaction",
    alert: "PostgresLongTransaction",
    component,
    title: "age of PostgreSQL's longest transaction in seconds",
    description:
      "It holds its locks and keeps vacuum from its work. Find it in pg_stat_activity; end it if it hangs.",
    unit: "seconds",
    expr: "max by (server, datname) (pg_stat_activity_max_tx_duration)",
    soft: { above: 300, forSeconds: 120, severity: "ticket" },
    hard: { above: 1800, forSeconds: 120, severity: "page" },
    series: (value, steps) => [
      {
        series: `pg_stat_activity_max_tx_duration{${server},datname="tidemark",state="active"}`,
        values: steady(value, steps),
      },
    ],
  },
];

export const postgresAlerts: readonly InfrastructureAlert[] = [
  {
    alert: "PostgresDeadlocks",
    component,
    level: "event",
    severity: "ticket",
    expr: `increase(pg_stat_database_deadlocks[${deadlockMinutes}m]) > 0`,
    forSeconds: 0,
    summary: "{{ $labels.datname }}: PostgreSQL ended a transaction to undo a deadlock",
    description:
      "Two transactions took the same rows in different orders. PostgreSQL's log has both statements.",
    fires: [deadlocks("a deadlock minutes ago", 1, justInside(deadlockMinutes))],
    nearMisses: [deadlocks("none", 0, 0), deadlocks("an earlier deadlock", 1, justOutside(deadlockMinutes))],
  },
];

function deadlocks(text: string, count: number, minutesAgo: number): Example {
  const atStep = 2 * deadlockMinutes;
  const series = `pg_stat_database_deadlocks{${server},datname="tidemark"}`;
  const values = burst(minutesAgo, count, 0, atStep);
  return { with: text, series: [{ series, values }], stepSeconds: minuteSeconds, atStep };
}
