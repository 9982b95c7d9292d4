/** PostgreSQL, through postgres_exporter. */
import { counter, steady } from "../promtool/series-values.ts";
import { minutes, type InfrastructureAlert } from "./infrastructure-alert.ts";
import type { SaturationPoint } from "./saturation-point.ts";

const component = "postgres";
const server = 'server="postgres:5432"';

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
    expr: "increase(pg_stat_database_deadlocks[15m]) > 0",
    forSeconds: 0,
    summary: "{{ $labels.datname }}: PostgreSQL ended a transaction to undo a deadlock",
    description:
      "Two transactions took the same rows in different orders. PostgreSQL's log has both statements.",
    fires: deadlocks("a deadlock", 1),
    nearMisses: [deadlocks("none", 0)],
  },
];

function deadlocks(text: string, count: number) {
  return minutes(0, text, (steps) => [
    {
      series: `pg_stat_database_deadlocks{${server},datname="tidemark"}`,
      values: counter([
        { steps: steps - 1, perStep: 0 },
        { steps: 1, perStep: count },
      ]),
    },
  ]);
}
